/** The rotary embedding's angles as kernels read them. */
import type { ModelConfig } from '../../config.ts';

/**
 * [context, headSize]: cosines of the position's angles, one per pair of channels, then their sines. Pair j turns by
 * position · base^(-2j / headSize).
 */
export function rotaryTable({ context, width, heads, ropeBase }: ModelConfig): Float32Array<ArrayBuffer> {
  const size = width / heads;
  const half = size / 2;
  const table = new Float32Array(context * size);
  for (let position = 0; position < context; position++) {
    for (let j = 0; j < half; j++) {
      const angle = position * ropeBase ** ((-2 * j) / size);
      table[position * size + j] = Math.cos(angle);
      table[position * size + half + j] = Math.sin(angle);
    }
  }
  return table;
}
