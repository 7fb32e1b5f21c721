/** A tree in one line of words: where in the run it grew, on what, and how it ended. */
import type { LiveTree, TreeRecord } from '../../rl/records.ts';
import { plural } from '../format.ts';
import { PHASE_WORDS } from './phase-words.ts';

export function recordWords(record: TreeRecord): string {
  const { tree, step, phase } = record;
  const solved = (tree.traces[0]?.score ?? 0) >= 1 ? 'solved' : 'not solved';
  const agents = plural(tree.traces.length, 'agent');
  return `step ${step} · ${PHASE_WORDS[phase]} · difficulty ${tree.difficulty} · ${agents} · ${solved}`;
}

export function liveWords(tree: LiveTree): string {
  return `live · step ${tree.step} · ${PHASE_WORDS[tree.phase]} · difficulty ${tree.difficulty}`;
}
