/** A search in words: what the map shows, for those who do not see it. Pure. */
import type { StateDescription } from '../../envs/pogs/index.ts';
import { plural } from '../format.ts';

/** "Step 4 of 30. At node 6, looking for node 9, which is in sight, 2 edges away." */
export function statusText({ steps, maxSteps, here, target, targetDistance, reached, over }: StateDescription): string {
  const step = `Step ${steps} of ${maxSteps}.`;
  if (reached) return `${step} The target, node ${target}, is reached.`;
  const sight =
    targetDistance === null ? 'which is not in sight' : `which is in sight, ${plural(targetDistance, 'edge')} away`;
  if (over) return `${step} The steps are used up at node ${here}; node ${target} was not reached.`;
  return `${step} At node ${here}, looking for node ${target}, ${sight}.`;
}

/** What the last step did; '' at the beginning. */
export function moveText({ walk }: StateDescription): string {
  const [from, to] = walk.slice(-2);
  if (from === undefined || to === undefined) return '';
  if (from === to) return `The last move named no neighbour of node ${to}, so it led nowhere.`;
  const back = walk.slice(0, -1).includes(to);
  return `The last move went from node ${from} ${back ? 'back ' : ''}to node ${to}.`;
}

/** "Went back once; 2 moves led nowhere." */
export function countsText({ backtracks, invalidMoves }: StateDescription): string {
  const back = `Went back ${backtracks === 0 ? 'never' : backtracks === 1 ? 'once' : `${backtracks} times`}`;
  return invalidMoves === 0 ? `${back}.` : `${back}; ${plural(invalidMoves, 'move')} led nowhere.`;
}

/** "Node 7: in sight, dead end, visited after steps 1 and 5." */
export function nodeText({ nodes, here, target, start, plan }: StateDescription, label: number): string {
  const node = nodes[label];
  if (!node) return '';
  const { seen, deadEnd, visits } = node;
  const planned = plan?.route.indexOf(label) ?? -1;
  const parts = [
    label === here && 'the agent is here',
    label === target && 'the target',
    { now: 'in sight', before: 'seen before', never: 'never seen' }[seen],
    deadEnd && 'dead end',
    label === start && 'start',
    visitsText(visits.filter((step) => step > 0)),
    plan &&
      planned >= 0 &&
      (plan.route.length === 1
        ? 'where the plan leads'
        : `number ${planned + 1} of the ${plan.route.length} in the plan`),
    plan?.from === label && 'where the plan set out',
  ];
  return `Node ${label}: ${parts.filter(Boolean).join(', ')}.`;
}

function visitsText(steps: readonly number[]): string {
  const last = steps.at(-1);
  if (last === undefined) return '';
  if (steps.length === 1) return `visited after step ${last}`;
  return `visited after steps ${steps.slice(0, -1).join(', ')} and ${last}`;
}

/** Steps that stand beside a node on the map: the last two, and whether there were more. */
export function visitsMark(visits: readonly number[]): string {
  return `${visits.length > 2 ? '… ' : ''}${visits.slice(-2).join(', ')}`;
}
