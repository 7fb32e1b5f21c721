/** What a preset is: a named starting point, a whole experiment with the claim that it is there to show. */
import type { Experiment } from '../experiment.ts';

export interface Preset<E extends Experiment = Experiment> {
  readonly id: string;
  readonly title: string;
  /** One sentence: what there is to see. */
  readonly claim: string;
  readonly method: Experiment['method'];
  /** Id of the preset that this one is the baseline of. */
  readonly baselineOf: string | null;
  readonly experiment: E;
}
