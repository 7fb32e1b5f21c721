/**
 * Checkpoints as they are stored: a format version, a checksum over everything that resuming reads, and the rule that
 * says which older ones may go. Pure functions; the transactions are in `run-store.ts`.
 */
import * as v from 'valibot';
import { checksum } from '../model/checksum.ts';
import { parameterLayout } from '../model/layout.ts';
import type { Checkpoint } from '../rl/records.ts';
import { parseAs, parseCursor, parseModelConfig } from './schemas.ts';

/** Raised when the meaning of a stored checkpoint changes. */
export const CHECKPOINT_FORMAT = 1;

export interface StoredCheckpoint {
  readonly runId: string;
  /** `checkpoint.cursor.total`; with the run's id, the key. */
  readonly total: number;
  readonly format: number;
  readonly checksum: number;
  /** 1 for one that is never thinned; a number, because booleans cannot be indexed. */
  readonly keep: 0 | 1;
  /** Size of the three buffers. */
  readonly bytes: number;
  readonly checkpoint: Checkpoint;
}

/** A stored checkpoint without its data. */
export interface CheckpointSummary {
  readonly runId: string;
  readonly total: number;
  readonly keep: boolean;
  readonly bytes: number;
}

/** One number that changes with any bit of the parameters, the moments, the step, the configuration or the cursor. */
export function checkpointChecksum(checkpoint: Checkpoint): number {
  const { cursor, model } = checkpoint;
  const { config } = model;
  // Spelled out, because the order of an object's keys is not part of what is stored.
  const facts = [
    [cursor.phase, cursor.update, cursor.phaseTokens, cursor.total],
    [config.vocabulary, config.context, config.width, config.layers, config.heads, config.hidden],
    [config.valueHead, config.ropeBase],
    ...(config.lora ? [[config.lora.rank, config.lora.alpha, ...config.lora.targets]] : []),
    model.step,
    bufferChecksum(model.parameters),
    bufferChecksum(model.firstMoment),
    bufferChecksum(model.secondMoment),
  ];
  return checksum(new TextEncoder().encode(JSON.stringify(facts)));
}

/** `checkpoint` as it goes into the database. Throws a RangeError when its buffers do not fit its configuration. */
export function toStored(runId: string, checkpoint: Checkpoint, keep: boolean): StoredCheckpoint {
  checkSizes(checkpoint);
  const { model } = checkpoint;
  const parameters = compact(model.parameters);
  const firstMoment = compact(model.firstMoment);
  const secondMoment = compact(model.secondMoment);
  return {
    runId,
    total: checkpoint.cursor.total,
    format: CHECKPOINT_FORMAT,
    checksum: checkpointChecksum(checkpoint),
    keep: keep ? 1 : 0,
    bytes: parameters.byteLength + firstMoment.byteLength + secondMoment.byteLength,
    checkpoint: { cursor: checkpoint.cursor, model: { ...model, parameters, firstMoment, secondMoment } },
  };
}

const floats = v.instance(Float32Array);
const storedSchema = v.object({
  checksum: v.number(),
  checkpoint: v.object({
    cursor: v.unknown(),
    model: v.object({
      config: v.unknown(),
      parameters: floats,
      firstMoment: floats,
      secondMoment: floats,
      step: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  }),
});

/** The checkpoint in a stored record; throws an Error that says what is wrong with it. */
export function fromStored(input: unknown): Checkpoint {
  checkFormat(input);
  const stored = parseAs(storedSchema, input, 'The checkpoint');
  const { model } = stored.checkpoint;
  const checkpoint: Checkpoint = {
    cursor: parseCursor(stored.checkpoint.cursor),
    model: { ...model, config: parseModelConfig(model.config) },
  };
  checkIntact(checkpoint, stored.checksum);
  return checkpoint;
}

/** Throws an Error when `input.format` is not the one this version of the app reads. */
export function checkFormat(input: unknown): void {
  const format = typeof input === 'object' && input !== null && 'format' in input ? input.format : undefined;
  if (format === CHECKPOINT_FORMAT) return;
  throw new Error(
    `it has format version ${String(format)} and this version of the app reads version ${CHECKPOINT_FORMAT}.`,
  );
}

/** Throws an Error unless the buffers fit the configuration and everything has the checksum it was saved with. */
export function checkIntact(checkpoint: Checkpoint, expected: number): void {
  checkSizes(checkpoint);
  if (checkpointChecksum(checkpoint) !== expected) throw new Error('its bytes have changed since it was saved.');
}

/**
 * Which of one run's checkpoints may be deleted when `newest` of them are kept besides the marked ones.
 * The newest is never among them.
 */
export function thinnable(summaries: readonly CheckpointSummary[], newest: number): CheckpointSummary[] {
  const byAge = [...summaries].sort((a, b) => b.total - a.total);
  return byAge.slice(Math.max(1, newest)).filter((summary) => !summary.keep);
}

function checkSizes({ model }: Checkpoint): void {
  const { size } = parameterLayout(model.config);
  for (const name of ['parameters', 'firstMoment', 'secondMoment'] as const) {
    if (model[name].length !== size) {
      throw new RangeError(`${name} has ${model[name].length} numbers and the network has ${size}.`);
    }
  }
}

function bufferChecksum(data: Float32Array): number {
  return checksum(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/** Storing a view stores the whole buffer behind it, so a view gets a buffer of its own. */
function compact(data: Float32Array): Float32Array {
  return data.byteLength === data.buffer.byteLength ? data : data.slice();
}
