/** What a run will do, in a sentence. */
import type { Experiment } from '../../experiments/experiment.ts';
import { plural } from '../format.ts';

interface Range {
  readonly minDifficulty: number;
  readonly maxDifficulty: number;
}

/** "First 300,000 tokens of imitation, then 100 updates of reinforcement learning on difficulties 1 to 4, evaluated …" */
export function courseWords({ warmStart, training, evaluation }: Experiment): string {
  const imitation = warmStart.tokens > 0 ? `${warmStart.tokens.toLocaleString('en')} tokens of imitation` : '';
  const learning = training.updates > 0 ? `${plural(training.updates, 'update')} of reinforcement learning` : '';
  const course = imitation && learning ? `First ${imitation}, then ${learning}` : imitation || learning;
  const same = rangeWords(training) === rangeWords(evaluation);
  return `${course} on ${rangeWords(training)}, evaluated on ${same ? 'held-out tasks of the same' : rangeWords(evaluation)}.`;
}

function rangeWords({ minDifficulty, maxDifficulty }: Range): string {
  return minDifficulty === maxDifficulty
    ? `difficulty ${minDifficulty}`
    : `difficulties ${minDifficulty} to ${maxDifficulty}`;
}
