/** A tree in one line of words: where in the run it grew, on what, and how it ended. */
import type { LiveTree, Phase, TreeRecord } from '../../rl/records.ts';
import { plural } from '../format.ts';

const PHASES: Readonly<Record<Phase, string>> = {
  'warm-start': 'warm start (the expert shows)',
  training: 'training',
  evaluation: 'evaluation',
};

export function recordWords(record: TreeRecord): string {
  const { tree, step, phase } = record;
  const solved = (tree.traces[0]?.score ?? 0) >= 1 ? 'solved' : 'not solved';
  const agents = plural(tree.traces.length, 'agent');
  return `step ${step} · ${PHASES[phase]} · difficulty ${tree.difficulty} · ${agents} · ${solved}`;
}

export function liveWords(tree: LiveTree): string {
  return `live · step ${tree.step} · ${PHASES[tree.phase]} · difficulty ${tree.difficulty}`;
}
