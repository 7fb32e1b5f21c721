/**
 * The picture of graph search: a walker sees only its surroundings and remembers nothing but its plan. It carries one
 * until it has to turn round; without any it walks to and fro; and with a new one at every step it keeps changing its mind.
 */
import { FailedMark, round, SolvedMark } from './parts.tsx';
import { Story } from './story.tsx';

/** When an agent plans, as far as pictures tell it. */
export type Rhythm = 'carried' | 'never' | 'always';

/** The nodes by number, from left to right. */
const NODES: readonly (readonly [x: number, y: number])[] = [
  [18, 98],
  [66, 98],
  [112, 68],
  [112, 130],
  [162, 50],
  [162, 92],
  [162, 138],
  [210, 92],
  [212, 138],
  [258, 66],
  [284, 104],
];

const EDGES: readonly (readonly [from: number, to: number])[] = [
  [0, 1],
  [1, 2],
  [1, 3],
  [2, 4],
  [2, 5],
  [3, 6],
  [5, 7],
  [6, 8],
  [7, 9],
  [7, 10],
];

const TARGET = 10;

interface PlanTold {
  /** Steps of the walk at which it is written, and at which the next one takes its place. */
  readonly from: number;
  readonly until: number;
  readonly route: readonly number[];
}

interface Tale {
  readonly words: string;
  readonly walk: readonly number[];
  readonly plans: readonly PlanTold[];
}

const always: readonly number[] = [0, 1, 3, 1, 2, 4, 2, 5, 2, 1];

const TALES: Readonly<Record<Rhythm, Tale>> = {
  carried: {
    words:
      'A walker that sees only its surroundings plans a route and carries the plan. At a dead end it writes another one, by which it finds back and on to the target: two plans for eleven steps.',
    walk: [0, 1, 3, 6, 8, 6, 3, 1, 2, 5, 7, 10],
    plans: [
      { from: 0, until: 4, route: [0, 1, 3, 6, 8] },
      { from: 4, until: 12, route: [8, 6, 3, 1, 2, 5, 7, 10] },
    ],
  },
  never: {
    words:
      'The same walker never plans. Nothing tells it where it came from, so it walks to and fro between the same places and never reaches the target.',
    walk: [0, 1, 3, 1, 3, 6, 3, 1, 0, 1, 3, 6],
    plans: [],
  },
  always: {
    words:
      'The same walker plans at every step. Each plan replaces the one before and many point elsewhere; it is costly, and the target is not reached in time.',
    walk: always,
    plans: always.slice(0, -1).map((node, i) => ({
      from: i,
      until: i + 1,
      route: [node, always[i + 1] as number, ...(i % 3 === 0 ? [] : always.slice(i + 2, i + 3))],
    })),
  },
};

/** Shares of the story between which the walk takes place. */
const SET_OFF = 0.06;
const ARRIVE = 0.84;

export function PlannedWalk({ rhythm }: { rhythm: Rhythm }) {
  const { words, walk, plans } = TALES[rhythm];
  const last = walk.length - 1;
  const at = (step: number) => round(SET_OFF + ((ARRIVE - SET_OFF) * step) / last);
  const reached = walk[last] === TARGET;
  const end = placeOf(reached ? TARGET : (walk[last] as number));
  return (
    <Story words={words}>
      <Chips plans={plans} at={at} />
      {EDGES.map(([from, to]) => (
        <path key={to} d={line([from, to])} class="edge" />
      ))}
      {walk.slice(1).map((node, i) => (
        <path key={i} d={line([walk[i] as number, node])} class="walked" data-from={at(i + 1)} />
      ))}
      {plans.map((plan, i) => (
        <Route key={plan.from} plan={plan} at={at} stays={i === plans.length - 1} />
      ))}
      {NODES.map(([x, y], node) => (
        <Place key={`${x} ${y}`} x={x} y={y} name={node} target={node === TARGET} seenAt={seenAt(walk, node, at)} />
      ))}
      {walk.map((node, step) => (
        <Walker
          key={step}
          node={node}
          from={step === 0 ? null : at(step)}
          until={step === last ? null : at(step + 1)}
        />
      ))}
      {reached ? <SolvedMark x={end.x + 15} y={end.y - 15} from={0.88} /> : <FailedMark x={288} y={140} from={0.88} />}
    </Story>
  );
}

/** The plans in the order in which they were written, each in a row of chips; what was replaced fades. */
function Chips({ plans, at }: { plans: readonly PlanTold[]; at: (step: number) => number }) {
  const many = plans.length > 3;
  const widths = plans.map(({ route }) => (many ? 26 : 56 + 16 * (route.length - 1)));
  const left = (i: number) => widths.slice(0, i).reduce((sum, width) => sum + width + (many ? 4 : 8), 0);
  return (
    <g>
      {plans.length === 0 && (
        <>
          <rect x={0} y={10} width={146} height={22} rx={5} class="plan-chip empty" />
          <text x={10} y={25} class="plan-words">
            no plan
          </text>
        </>
      )}
      {plans.map(({ from, route }, i) => {
        const fades = i < plans.length - 1 ? at(plans[i + 1]?.from ?? 0) : undefined;
        return (
          <g
            key={from}
            data-from={at(from)}
            {...(fades !== undefined && { 'data-fades': fades, opacity: many ? 0.4 : 0.35 })}
            transform={`translate(${left(i)} 10)`}
          >
            <rect width={widths[i]} height={22} rx={5} class="plan-chip" />
            <text x={many ? 13 : 10} y={15} class={`plan-words${many ? ' short' : ''}`}>
              {many ? route.at(-1) : `Plan: ${route.slice(1).join(', ')}`}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Route({ plan, at, stays }: { plan: PlanTold; at: (step: number) => number; stays: boolean }) {
  const path = line(plan.route);
  return (
    <g data-from={at(plan.from)} {...(!stays && { 'data-ends': at(plan.until), opacity: 0 })}>
      <path d={path} class="plan-route" />
    </g>
  );
}

interface PlaceProps {
  readonly x: number;
  readonly y: number;
  readonly name: number;
  readonly target: boolean;
  /** Share of the story at which it comes into sight; null when it never does. */
  readonly seenAt: number | null;
}

/** A place is a dashed ring until it is seen; the target is a square. */
function Place({ x, y, name, target, seenAt }: PlaceProps) {
  const shape = (kind: string, from?: number) =>
    target ? (
      <rect x={x - 8} y={y - 8} width={16} height={16} rx={2} class={`place target ${kind}`} data-from={from} />
    ) : (
      <circle cx={x} cy={y} r={7} class={`place ${kind}`} data-from={from} />
    );
  return (
    <g>
      {shape('unseen')}
      {seenAt !== null && shape('seen', seenAt)}
      <text x={x} y={y + 3} class="place-name">
        {name}
      </text>
    </g>
  );
}

function Walker({ node, from, until }: { node: number; from: number | null; until: number | null }) {
  const { x, y } = placeOf(node);
  return (
    <g {...(from !== null && { 'data-from': from })} {...(until !== null && { 'data-ends': until, opacity: 0 })}>
      <circle cx={x} cy={y} r={13} class="sight" />
      <circle cx={x} cy={y} r={7} class="walker" />
    </g>
  );
}

/** When a node comes into sight: as soon as the walker stands on it or beside it. */
function seenAt(walk: readonly number[], node: number, at: (step: number) => number): number | null {
  const step = walk.findIndex(
    (here) => here === node || EDGES.some(([a, b]) => (a === here && b === node) || (b === here && a === node)),
  );
  return step < 0 ? null : at(step);
}

function placeOf(node: number): { x: number; y: number } {
  const [x, y] = NODES[node] ?? [0, 0];
  return { x, y };
}

/** Through nodes that are neighbours of each other. */
function line(route: readonly number[]): string {
  return route
    .map((node, i) => {
      const { x, y } = placeOf(node);
      return `${i === 0 ? 'M' : 'L'}${x} ${y}`;
    })
    .join(' ');
}
