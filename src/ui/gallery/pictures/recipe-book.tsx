/**
 * The picture of the paper's TextCraft: a book of very many items, tier upon tier, and what one target takes of it. A wide
 * tree of agents makes all of that; one agent alone makes the start of it before its window is full.
 */
import { AgentBox, type Cell, FailedMark, Link, round, SolvedMark, Window } from './parts.tsx';
import { type PictureProps, Story } from './story.tsx';

const COLUMNS = 25;
const TIERS = 5;

/** What the target is made of, tier by tier: the column of each item, and the index on the tier above of what needs it. */
const MADE_OF: readonly (readonly (readonly [column: number, parent: number])[])[] = [
  [[12, 0]],
  [
    [4, 0],
    [12, 0],
    [20, 0],
  ],
  [
    [1, 0],
    [6, 0],
    [10, 1],
    [14, 1],
    [18, 2],
    [22, 2],
  ],
  [
    [0, 0],
    [3, 0],
    [5, 1],
    [8, 1],
    [10, 2],
    [13, 3],
    [15, 3],
    [17, 4],
    [19, 4],
    [21, 5],
    [24, 5],
  ],
  [
    [0, 0],
    [2, 1],
    [4, 1],
    [6, 2],
    [7, 3],
    [9, 3],
    [11, 4],
    [12, 5],
    [14, 5],
    [16, 6],
    [18, 7],
    [20, 8],
    [22, 9],
    [23, 10],
    [24, 10],
  ],
];

interface Item {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly tier: number;
  /** Which of the target's three parts it belongs to; 0 for the target itself. */
  readonly part: number;
  readonly parent: Item | null;
}

/** Every item that the target takes, with `y` of its tier by the room that there is for the book. */
function itemsOf(spacing: number): Item[] {
  const tiers: Item[][] = [];
  MADE_OF.forEach((row, tier) => {
    tiers.push(
      row.map(([column, above], i) => {
        const parent = tier === 0 ? null : (tiers[tier - 1]?.[above] ?? null);
        const part = tier === 0 ? 0 : tier === 1 ? i : (parent?.part ?? 0);
        return { key: `${tier} ${column}`, x: xOf(column), y: yOf(tier, spacing), tier, part, parent };
      }),
    );
  });
  return tiers.flat();
}

const xOf = (column: number) => 6 + 12 * column;
const yOf = (tier: number, spacing: number) => round(22 + spacing * tier);

export function RecipeBook({ recursive }: PictureProps) {
  return recursive ? <WideTree /> : <FirstPart />;
}

function WideTree() {
  const spacing = 29;
  const items = itemsOf(spacing);
  const born = ({ tier, part }: Item) => round(0.02 + 0.09 * tier + 0.02 * part);
  const done = ({ tier, part }: Item) => round(0.86 - 0.09 * tier + 0.02 * (part - 2));
  return (
    <Story words="A target of a large book of items is made by a wide tree of agents, one for every part that has to be crafted, five tiers deep. Results travel back up to the target.">
      <Book spacing={spacing} />
      {items.map((item) => (
        <Need key={item.key} item={item} born={born(item)} done={done(item)} />
      ))}
      {items.map((item) => (
        <Made key={item.key} item={item} born={born(item)} done={done(item)} />
      ))}
      <SolvedMark x={xOf(12) + 9} y={yOf(0, spacing) - 8} from={0.88} />
    </Story>
  );
}

const ALONE: readonly Cell[] = Array.from({ length: 12 }, () => 'used' as const);

function FirstPart() {
  const spacing = 19;
  const items = itemsOf(spacing);
  const worked = items.filter(({ part, tier, x }) => tier < 2 || (part === 0 && x < xOf(5)));
  const born = (item: Item) => round(0.04 + (0.6 * worked.indexOf(item)) / worked.length);
  return (
    <Story words="One agent works on the same target alone. Its context window is full when it has seen to the first of many parts.">
      <Book spacing={spacing} />
      {worked.map((item) => (
        <Need key={item.key} item={item} born={born(item)} done={null} />
      ))}
      {worked.map((item) => (
        <Made key={item.key} item={item} born={born(item)} done={item.tier < 3 ? null : round(born(item) + 0.1)} />
      ))}
      <AgentBox x={150} y={130} width={212} height={38} />
      <Window x={150} y={130} cells={ALONE} from={0} until={0.84} size={12} />
      <FailedMark x={256} y={112} from={0.88} />
    </Story>
  );
}

/** All items of the book, as one path of dots. */
function Book({ spacing }: { spacing: number }) {
  const tiers = Array.from({ length: TIERS }, (_, tier) => yOf(tier, spacing));
  const columns = Array.from({ length: COLUMNS }, (_, column) => xOf(column));
  return <path d={tiers.map((y) => columns.map((x) => `M${x} ${y}h0`).join('')).join('')} class="book" />;
}

interface TimedItem {
  readonly item: Item;
  readonly born: number;
  /** Null: it is not made. */
  readonly done: number | null;
}

/** The link to the item that this one is needed for. */
function Need({ item: { x, y, parent }, born, done }: TimedItem) {
  if (!parent) return null;
  const middle = (y + parent.y) / 2;
  const path = `M${parent.x} ${parent.y} C${parent.x} ${middle + 3} ${x} ${middle - 3} ${x} ${y}`;
  return done === null ? <path d={path} class="branch" data-from={born} /> : <Link {...{ path, born, done }} />;
}

function Made({ item: { x, y, tier }, born, done }: TimedItem) {
  const size = tier === 0 ? 14 : 8;
  const square = { x: x - size / 2, y: y - size / 2, width: size, height: size, rx: 2 };
  return (
    <g>
      <rect {...square} class="agent" data-from={born} />
      {done !== null && <rect {...square} class="made" data-from={done} />}
    </g>
  );
}
