/**
 * What crosses between an engine and its helping threads, and nothing else does. A helper keeps a copy of the model.
 * Per training step it gets parameters and parts of the batch, and answers each part with its gradient; between steps
 * it writes turns. Big arrays are transferred, never copied, and go back and forth: a gradient is written into an
 * array that came with the question.
 */
import type { ModelConfig } from '../../../config.ts';
import type { Completion, GenerateRequest, TrainBatch } from '../../../engine.ts';
import type { LossSettings, LossSums } from '../gradient.ts';

/** The engine's words. */
export type ToHelper =
  /** Makes ready for a model; its parameters follow with the first work. `cacheBytes`: see `WasmEngineOptions`. */
  | {
      readonly kind: 'model';
      readonly module: WebAssembly.Module;
      readonly config: ModelConfig;
      readonly cacheBytes: number;
    }
  /** Asks for the gradient of each part. `parameters`: null when they are those of the work before. */
  | {
      readonly kind: 'step';
      readonly parameters: Float32Array | null;
      readonly parts: readonly TrainBatch[];
      readonly settings: LossSettings;
      /** Arrays of the size of the parameters, for the answers; more are made when they do not suffice. */
      readonly spare: readonly Float32Array[];
    }
  /** Asks for turns; other questions may follow before they are written. */
  | {
      readonly kind: 'write';
      readonly id: number;
      readonly parameters: Float32Array | null;
      readonly requests: readonly GenerateRequest[];
    }
  | { readonly kind: 'fork'; readonly from: string; readonly to: string; readonly length: number }
  | { readonly kind: 'release'; readonly sequences: readonly string[] };

/** The helper's words. */
export type FromHelper =
  /** Gradients come in the order of the step's parts. */
  | { readonly kind: 'gradient'; readonly gradient: Float32Array; readonly sums: LossSums }
  | { readonly kind: 'written'; readonly id: number; readonly completions: readonly Completion[] }
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
  if (!engineSays(message)) throw new Error('A thread of the wasm engine got a message that it does not know.');
  return message;
}

/** Throws an Error in words when `data` is nothing that a helper says. */
export function checkFromHelper(data: unknown): FromHelper {
  const message = data as FromHelper;
  if (!helperSays(message)) throw new Error('A thread of the wasm engine sent a message that nobody knows.');
  return message;
}

function engineSays(message: ToHelper): boolean {
  switch (message?.kind) {
    case 'model':
      return (
        message.module instanceof WebAssembly.Module &&
        typeof message.config === 'object' &&
        typeof message.cacheBytes === 'number'
      );
    case 'step':
      return (
        isParameters(message.parameters) &&
        every(message.parts, isBatch) &&
        typeof message.settings === 'object' &&
        every(message.spare, (array) => array instanceof Float32Array)
      );
    case 'write':
      return Number.isInteger(message.id) && isParameters(message.parameters) && every(message.requests, isRequest);
    case 'fork':
      return [message.from, message.to].every((name) => typeof name === 'string') && Number.isInteger(message.length);
    case 'release':
      return every(message.sequences, (name) => typeof name === 'string');
    default:
      return false;
  }
}

function helperSays(message: FromHelper): boolean {
  switch (message?.kind) {
    case 'gradient':
      return message.gradient instanceof Float32Array && message.sums instanceof Float64Array;
    case 'written':
      return Number.isInteger(message.id) && every(message.completions, ({ tokens }) => tokens instanceof Int32Array);
    case 'failed':
      return typeof message.reason === 'string';
    default:
      return false;
  }
}

function every<T>(list: readonly T[], ok: (item: T) => boolean): boolean {
  return Array.isArray(list) && list.every(ok);
}

function isParameters(value: unknown): boolean {
  return value === null || value instanceof Float32Array;
}

function isRequest({ sequence, tokens, key }: GenerateRequest): boolean {
  return typeof sequence === 'string' && typeof tokens === 'object' && typeof key === 'object';
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
