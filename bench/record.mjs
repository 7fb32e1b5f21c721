/** A case as the report keeps it. */
import { decodeFlops, trainFlops } from './flops.mjs';

/**
 * @param {import('./cases.mjs').BenchCase} bench
 * @returns {import('./schema.mjs').CaseRecord}
 */
export function describeCase({ id, title, group, model, batch, decode }) {
  const { vocabulary, context, width, layers, heads, hidden, valueHead, ropeBase } = model;
  return {
    id,
    title,
    group,
    model: { vocabulary, context, width, layers, heads, hidden, valueHead, ropeBase },
    parameters: vocabulary * width + layers * (4 * width * width + 3 * width * hidden + 2 * width) + width,
    batch,
    decode,
    flops: { train: batch ? trainFlops(model, batch) : null, decode: decode ? decodeFlops(model, decode) : null },
  };
}
