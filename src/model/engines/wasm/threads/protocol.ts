/**
 * What crosses between an engine and its helping threads, and nothing else does. A helper keeps a copy of the model;
 * per step it gets parameters and parts of the batch, and answers each part with its gradient. Big arrays are
 * transferred, never copied, and go back and forth: an answer is written into an array that came with the question.
 */
import type { ModelConfig } from '../../../config.ts';
import type { TrainBatch } from '../../../engine.ts';
import type { LossSettings, LossSums } from '../gradient.ts';

/** The engine's words. */
export type ToHelper =
  /** Makes ready for a model; its parameters follow with the first step. */
  | { readonly kind: 'model'; readonly module: WebAssembly.Module; readonly config: ModelConfig }
  /** Asks for the gradient of each part. `parameters`: null when they are those of the step before. */
  | {
      readonly kind: 'step';
      readonly step: number;
      readonly parameters: Float32Array | null;
      readonly parts: readonly TrainBatch[];
      readonly settings: LossSettings;
      /** Arrays of the size of the parameters, for the answers; more are made when they do not suffice. */
      readonly spare: readonly Float32Array[];
    };

/** The helper's words. */
export type FromHelper =
  | {
      readonly kind: 'gradient';
      readonly step: number;
      /** Index in the step's parts; answers come in order. */
      readonly part: number;
      readonly gradient: Float32Array;
      readonly sums: LossSums;
    }
  /** The helper cannot go on. */
  | { readonly kind: 'failed'; readonly reason: string };

/** One end of the line: a Worker, a worker's global scope, or a MessagePort. */
export interface Line {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** Throws an Error in words when `data` is nothing that an engine says. */
export function checkToHelper(data: unknown): ToHelper {
  const message = data as ToHelper;
  const known =
    message?.kind === 'model'
      ? message.module instanceof WebAssembly.Module && typeof message.config === 'object'
      : message?.kind === 'step' &&
        Number.isInteger(message.step) &&
        (message.parameters === null || message.parameters instanceof Float32Array) &&
        Array.isArray(message.parts) &&
        message.parts.every(isBatch) &&
        typeof message.settings === 'object' &&
        Array.isArray(message.spare) &&
        message.spare.every((array) => array instanceof Float32Array);
  if (!known) throw new Error('A thread of the wasm engine got a message that it does not know.');
  return message;
}

/** Throws an Error in words when `data` is nothing that a helper says. */
export function checkFromHelper(data: unknown): FromHelper {
  const message = data as FromHelper;
  const known =
    message?.kind === 'gradient'
      ? Number.isInteger(message.step) &&
        Number.isInteger(message.part) &&
        message.gradient instanceof Float32Array &&
        message.sums instanceof Float64Array
      : message?.kind === 'failed' && typeof message.reason === 'string';
  if (!known) throw new Error('A thread of the wasm engine sent a message that nobody knows.');
  return message;
}

function isBatch({ rows, width, tokens, lengths, weights, advantages, logProbs }: TrainBatch): boolean {
  return (
    Number.isInteger(rows) &&
    Number.isInteger(width) &&
    tokens instanceof Int32Array &&
    lengths instanceof Int32Array &&
    [weights, advantages, logProbs].every((array) => array instanceof Float32Array && array.length === rows * width)
  );
}
