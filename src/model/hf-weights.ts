/**
 * A flat buffer as the named tensors of a Hugging Face Llama checkpoint, and back. Names are the layout's own;
 * projections are stored [out, in] there and [in, out] here, so they are transposed. The output projection is tied to the
 * embedding and not stored twice. Moments of the optimizer have the same layout and travel the same way.
 */
import type { ModelConfig } from './config.ts';
import { type ParameterSlot, parameterLayout } from './layout.ts';
import { SafetensorsError, type Tensor } from './safetensors.ts';

/** Named tensors of a flat buffer (parameters or a moment), in the layout's order. */
export function toTensors(config: ModelConfig, flat: Float32Array): Map<string, Tensor> {
  const { slots, size } = parameterLayout(config);
  if (flat.length !== size) {
    throw new RangeError(`The buffer has ${flat.length} numbers, but this model configuration has ${size} parameters.`);
  }
  const tensors = new Map<string, Tensor>();
  for (const slot of slots) {
    const data = flat.slice(slot.offset, slot.offset + slot.size);
    tensors.set(
      slot.name,
      isProjection(slot)
        ? { shape: slot.shape.toReversed(), data: transposed(data, slot.shape) }
        : { shape: slot.shape, data },
    );
  }
  return tensors;
}

/** The flat buffer of named tensors. Throws a SafetensorsError that names what is missing, too much, or misshapen. */
export function fromTensors(config: ModelConfig, tensors: ReadonlyMap<string, Tensor>): Float32Array {
  const { slots, size } = parameterLayout(config);
  const known = new Set(slots.map((slot) => slot.name));
  for (const name of tensors.keys()) {
    if (!known.has(name)) {
      throw new SafetensorsError(
        `Tensor "${name}" has no place in this configuration: it describes a Llama without biases, ` +
          'with as many key-value heads as heads, and with its output tied to the embedding.',
      );
    }
  }
  // Everything is checked before anything is allocated: a configuration from outside may ask for the impossible.
  const pieces = slots.map((slot) => {
    const tensor = tensors.get(slot.name);
    if (!tensor) throw new SafetensorsError(`Tensor "${slot.name}" is missing; the configuration asks for it.`);
    const wanted = isProjection(slot) ? slot.shape.toReversed() : slot.shape;
    if (tensor.shape.length !== wanted.length || tensor.shape.some((n, i) => n !== wanted[i])) {
      throw new SafetensorsError(
        `Tensor "${slot.name}" has shape [${tensor.shape.join(', ')}]; the configuration asks for [${wanted.join(', ')}].`,
      );
    }
    return isProjection(slot) ? transposed(tensor.data, wanted) : tensor.data;
  });
  const flat = new Float32Array(size);
  for (const [i, slot] of slots.entries()) flat.set(pieces[i] as Float32Array, slot.offset);
  return flat;
}

/** Matrices of linear layers; the embedding is a table of rows in both worlds. */
function isProjection(slot: ParameterSlot): boolean {
  return slot.shape.length === 2 && slot.name !== 'model.embed_tokens.weight';
}

/** `data [rows, columns]` as [columns, rows]. */
function transposed(data: Float32Array, shape: readonly number[]): Float32Array {
  const [rows, columns] = shape as readonly [number, number];
  const result = new Float32Array(data.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) result[c * rows + r] = data[r * columns + c] as number;
  }
  return result;
}
