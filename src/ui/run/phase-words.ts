/** The phases of a run in words. */
import type { Phase } from '../../rl/records.ts';

export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  'warm-start': 'warm start (the expert shows)',
  training: 'training',
  evaluation: 'evaluation',
};
