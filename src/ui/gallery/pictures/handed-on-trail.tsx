/**
 * The picture of DeepDive: a trail through a graph, every hop of it the work of one agent, which hands on the rest. Alone,
 * the dead ends of every hop stay in one window until it is full.
 */
import { AgentBox, type Cell, DeadEnd, FailedMark, Link, round, SolvedMark, Window } from './parts.tsx';
import { type PictureProps, Story } from './story.tsx';

/** The pages on the trail from left to right, each with the dead ends that are looked at before the next one. */
const TRAIL = [
  {
    x: 20,
    y: 30,
    dead: [
      [44, 12],
      [30, 52],
    ],
  },
  {
    x: 84,
    y: 22,
    dead: [
      [112, 10],
      [98, 50],
    ],
  },
  {
    x: 150,
    y: 32,
    dead: [
      [176, 12],
      [164, 54],
    ],
  },
  {
    x: 216,
    y: 22,
    dead: [
      [246, 10],
      [230, 48],
    ],
  },
  { x: 282, y: 32, dead: [] },
] as const;

type Page = (typeof TRAIL)[number];

export function HandedOnTrail({ recursive }: PictureProps) {
  return recursive ? <Cascade /> : <FullWindow />;
}

const HOPS = TRAIL.slice(1).map((to, i) => ({
  from: TRAIL[i] as Page,
  to,
  /** The agent of this hop, and when it appears, has made its hop, and has the answer back. */
  x: 52 + 66 * i,
  y: 74 + 22.5 * i,
  born: round(0.04 + 0.12 * i),
  made: round(0.13 + 0.12 * i),
  done: round(0.86 - 0.1 * i),
}));

const ONE_HOP: readonly Cell[] = ['used', 'dead', 'dead', 'found', 'free', 'free'];

function Cascade() {
  return (
    <Story words="An agent follows the first hop of a trail and hands the rest to a copy of itself, which does the same, four hops far. The answer comes back along all of them; every context window stays partly free.">
      <Graph madeAt={HOPS.map((hop) => hop.made)} lookedAt={HOPS.map((hop) => hop.born + 0.04)} />
      {HOPS.map(({ from, to, x, y, born, done }, i) => {
        const next = HOPS[i + 1];
        return (
          <g key={x}>
            <path
              d={`M${(from.x + to.x) / 2} ${(from.y + to.y) / 2 + 4} L${x} ${y - 12}`}
              class="of"
              data-from={born}
            />
            {next && (
              <Link
                path={`M${x} ${y + 10} C${x} ${next.y} ${x + 12} ${next.y} ${next.x - 27} ${next.y}`}
                born={next.born}
                done={next.done}
              />
            )}
            <g data-from={born}>
              <AgentBox x={x} y={y} width={54} height={20} />
              <Window x={x} y={y} cells={ONE_HOP} from={born} until={born + 0.12} size={6} />
            </g>
            <SolvedMark x={x + 27} y={y - 9} from={done} />
          </g>
        );
      })}
    </Story>
  );
}

/** Both dead ends of every hop stay; the third hop no longer fits. */
const ALL_HOPS: readonly Cell[] = ['used', 'dead', 'dead', 'found', 'dead', 'dead', 'found', 'dead', 'dead'];
const FULL = 0.84;

function FullWindow() {
  const at = (cell: number) => round((FULL * (cell + 1)) / (ALL_HOPS.length + 1));
  return (
    <Story words="One agent follows the same trail alone. Every dead end stays in its context window, which is full after two hops.">
      <Graph madeAt={[at(3), at(6)]} lookedAt={[at(1), at(4), at(7)]} />
      <AgentBox x={150} y={112} width={244} height={52} />
      <Window x={150} y={112} cells={ALL_HOPS} from={0} until={FULL} size={18} />
      <FailedMark x={272} y={86} from={0.88} />
    </Story>
  );
}

/** The graph, with the hops that were made and the dead ends that were looked at, by hop. */
function Graph({ madeAt, lookedAt }: { madeAt: readonly number[]; lookedAt: readonly number[] }) {
  return (
    <g>
      {TRAIL.map((page, i) => {
        const next = TRAIL[i + 1];
        return (
          <g key={page.x}>
            {page.dead.map(([x, y]) => (
              <path key={x} d={`M${page.x} ${page.y} L${x} ${y}`} class="edge" />
            ))}
            {next && <path d={`M${page.x} ${page.y} L${next.x} ${next.y}`} class="edge" />}
            {next && madeAt[i] !== undefined && (
              <path d={`M${page.x} ${page.y} L${next.x} ${next.y}`} class="branch returned" data-from={madeAt[i]} />
            )}
          </g>
        );
      })}
      {TRAIL.map((page, i) => (
        <g key={page.x}>
          {page.dead.map(([x, y], k) => (
            <g key={x}>
              <circle cx={x} cy={y} r="4.5" class="page" />
              {lookedAt[i] !== undefined && <DeadEnd x={x} y={y} size={2} from={round(lookedAt[i] + 0.03 * k)} />}
            </g>
          ))}
          <circle cx={page.x} cy={page.y} r={i === TRAIL.length - 1 ? 8 : 6} class="page" />
          {i === 0 && <circle cx={page.x} cy={page.y} r="6" class="page reached" />}
          {i > 0 && madeAt[i - 1] !== undefined && (
            <circle cx={page.x} cy={page.y} r="6" class="page reached" data-from={madeAt[i - 1]} />
          )}
          {i === TRAIL.length - 1 && <circle cx={page.x} cy={page.y} r="10" class="goal" />}
        </g>
      ))}
    </g>
  );
}
