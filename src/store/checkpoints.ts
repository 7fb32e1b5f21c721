/**
 * Checkpoints as they are stored: a format version, a checksum over everything that resuming reads, and the rule that
 * says which older ones may go. Pure functions; the transactions are in `run-store.ts`.
 */
import * as v from 'valibot';
import { checksum } from '../model/checksum.ts';
import { parameterLayout } from '../model/layout.ts';
import type { AgentState } from '../rl/planning/agent.ts';
import type { Checkpoint } from '../rl/records.ts';
import { parseAgentStates, parseAs, parseCursor, parseModelConfig } from './schemas.ts';

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
  /** Size of its buffers, and of its agents as text. */
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

/**
 * One number that changes with any bit of the parameters, the moments, the step, the configuration, the cursor or what
 * agents in the middle of their episodes need.
 */
export function checkpointChecksum(checkpoint: Checkpoint): number {
  const { cursor, model, planning } = checkpoint;
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
    // Checkpoints of other methods have the checksum that they always had.
    ...(planning ? [bufferChecksum(planning.reference), agentFacts(planning.agents)] : []),
  ];
  return checksum(new TextEncoder().encode(JSON.stringify(facts)));
}

/** Agents' states in a fixed order of their fields. */
function agentFacts(agents: readonly AgentState[]): unknown[] {
  return agents.map(({ episode, plan, planAge, actions, tally }) => {
    const { steps, reward, plans, planTokens, tokens } = tally;
    return [episode, plan, planAge, actions, steps, reward, plans, planTokens, tokens];
  });
}

/** `checkpoint` as it goes into the database. Throws a RangeError when its buffers do not fit its configuration. */
export function toStored(runId: string, checkpoint: Checkpoint, keep: boolean): StoredCheckpoint {
  checkSizes(checkpoint);
  const { cursor, model, planning } = checkpoint;
  const parameters = compact(model.parameters);
  const firstMoment = compact(model.firstMoment);
  const secondMoment = compact(model.secondMoment);
  const reference = planning && compact(planning.reference);
  const buffers = [parameters, firstMoment, secondMoment, ...(reference ? [reference] : [])];
  return {
    runId,
    total: cursor.total,
    format: CHECKPOINT_FORMAT,
    checksum: checkpointChecksum(checkpoint),
    keep: keep ? 1 : 0,
    bytes:
      buffers.reduce((sum, { byteLength }) => sum + byteLength, 0) +
      (planning ? JSON.stringify(planning.agents).length : 0),
    checkpoint: {
      cursor,
      model: { ...model, parameters, firstMoment, secondMoment },
      ...(planning && reference && { planning: { reference, agents: planning.agents } }),
    },
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
    planning: v.exactOptional(v.object({ reference: floats, agents: v.unknown() })),
  }),
});

/** The checkpoint in a stored record; throws an Error that says what is wrong with it. */
export function fromStored(input: unknown): Checkpoint {
  checkFormat(input);
  const stored = parseAs(storedSchema, input, 'The checkpoint');
  const { cursor, model, planning } = stored.checkpoint;
  const checkpoint: Checkpoint = {
    cursor: parseCursor(cursor),
    model: { ...model, config: parseModelConfig(model.config) },
    ...(planning && { planning: { ...planning, agents: parseAgentStates(planning.agents) } }),
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

function checkSizes({ model, planning }: Checkpoint): void {
  const { size } = parameterLayout(model.config);
  const { parameters, firstMoment, secondMoment } = model;
  const buffers = { parameters, firstMoment, secondMoment, ...(planning && { reference: planning.reference }) };
  for (const [name, { length }] of Object.entries(buffers)) {
    if (length !== size) throw new RangeError(`${name} has ${length} numbers and the network has ${size}.`);
  }
}

function bufferChecksum(data: Float32Array): number {
  return checksum(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/** Storing a view stores the whole buffer behind it, so a view gets a buffer of its own. */
function compact(data: Float32Array): Float32Array {
  return data.byteLength === data.buffer.byteLength ? data : data.slice();
}
