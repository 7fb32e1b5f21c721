/** The methods of the gallery: what each is called, and its paper's idea in a sentence. */
import type { Experiment } from '../../experiments/experiment.ts';

export interface MethodIntroduction {
  readonly id: Experiment['method'];
  /** What one sees agents do. */
  readonly title: string;
  /** The method's own name. */
  readonly name: string;
  readonly idea: string;
}

/** In the order in which the gallery shows them. */
export const METHODS: readonly MethodIntroduction[] = [
  {
    id: 'rao',
    title: 'Delegating to copies of oneself',
    name: 'Recursive agent optimization',
    idea: 'An agent hands parts of its task to copies of itself, each with a context window of its own, and all are trained together.',
  },
  {
    id: 'dynamic-planning',
    title: 'Learning when to plan',
    name: 'Dynamic planning',
    idea: 'An agent carries a plan through a long episode and learns when a new one is worth its words; planning never, or at every step, does worse.',
  },
];
