/** The picture of TextCraft: an agent splits its task between copies of itself; alone, its window fills up. */
import { AgentBox, type Cell, FailedMark, Link, SolvedMark, Window } from './parts.tsx';
import { type PictureProps, Story } from './story.tsx';

interface PictureNode {
  readonly x: number;
  readonly y: number;
  readonly parent: number | null;
  /** Share of the story at which it appears, and at which it is done. */
  readonly born: number;
  readonly done: number;
  /** Cells of its context window that it fills, of `CELLS`. */
  readonly used: number;
}

const CELLS = 6;

const NODES: readonly PictureNode[] = [
  { x: 150, y: 26, parent: null, born: 0, done: 0.86, used: 4 },
  { x: 72, y: 80, parent: 0, born: 0.1, done: 0.62, used: 4 },
  { x: 228, y: 80, parent: 0, born: 0.16, done: 0.72, used: 3 },
  { x: 34, y: 134, parent: 1, born: 0.24, done: 0.42, used: 2 },
  { x: 110, y: 134, parent: 1, born: 0.28, done: 0.5, used: 3 },
  { x: 190, y: 134, parent: 2, born: 0.32, done: 0.48, used: 2 },
  { x: 266, y: 134, parent: 2, born: 0.36, done: 0.58, used: 3 },
];

export function GrowingTree({ recursive }: PictureProps) {
  return recursive ? <Tree /> : <LoneAgent />;
}

function Tree() {
  return (
    <Story words="An agent splits its task between two copies of itself, each of those between two more. Results travel back up; every context window stays partly free.">
      {NODES.map((node) => {
        const parent = node.parent === null ? undefined : NODES[node.parent];
        return parent && <Branch key={`${node.x} ${node.y}`} node={node} parent={parent} />;
      })}
      {NODES.map((node) => (
        <Agent key={`${node.x} ${node.y}`} node={node} />
      ))}
    </Story>
  );
}

function LoneAgent() {
  return (
    <Story words="One agent works alone on the same task. Its context window fills up before the task is done.">
      <AgentBox x={150} y={80} width={160} height={60} />
      <Window x={150} y={80} cells={cells(CELLS)} from={0} until={0.86} size={18} />
      <FailedMark x={230} y={50} from={0.86} />
    </Story>
  );
}

function Branch({ node, parent }: { node: PictureNode; parent: PictureNode }) {
  const middle = (node.y + parent.y) / 2;
  const path = `M${parent.x} ${parent.y + 14} C${parent.x} ${middle + 6} ${node.x} ${middle - 6} ${node.x} ${node.y - 14}`;
  return <Link path={path} born={node.born} done={node.done} />;
}

function Agent({ node: { x, y, born, done, used } }: { node: PictureNode }) {
  return (
    <g>
      <g data-from={born}>
        <AgentBox x={x} y={y} width={58} height={28} />
        <Window x={x} y={y} cells={cells(used)} from={born} until={done} size={6} />
      </g>
      <SolvedMark x={x + 29} y={y - 14} from={done} />
    </g>
  );
}

/** A window of which `used` cells fill. */
function cells(used: number): Cell[] {
  return Array.from({ length: CELLS }, (_, i) => (i < used ? 'used' : 'free'));
}
