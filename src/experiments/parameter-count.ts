/** How many parameters a network has; the same number as the size of its layout in `src/model`. */
import type { ModelConfig } from '../model/config.ts';

export function parameterCount(config: ModelConfig): number {
  const { vocabulary, width, hidden, layers } = config;
  const attention = 4 * width * width;
  const feedForward = 3 * width * hidden;
  const norms = 2 * width;
  const head = config.valueHead ? width : 0;
  // The embedding is tied to the output, so it counts once; the last norm stands outside the blocks.
  return vocabulary * width + layers * (attention + feedForward + norms) + width + head;
}
