/** What crosses between whoever conducts a measurement and the thread that holds one contestant. */
import type { BenchCase } from '../cases.mjs';
import type { CrafterCase } from '../crafter/cases.mjs';
import type { PoolCase } from '../pool/cases.mjs';

export type Ask =
  /**
   * Makes the contestant, gives it the case's parameters and takes the first steps, which compile and fill caches;
   * then, on a graphics device, works for up to `warmUp` milliseconds each at training and writing, until its
   * JavaScript is as fast as it is in a long run.
   */
  | { readonly kind: 'start'; readonly contestant: string; readonly bench: BenchCase; readonly warmUp: number }
  /** Takes steps for about `milliseconds`, at least one and at most `most`. */
  | { readonly kind: 'train'; readonly milliseconds: number; readonly most: number }
  /** Writes the case's sequences once, and before that one token of each. */
  | { readonly kind: 'decode' }
  | { readonly kind: 'memory' };

/** What the graphics device was asked to do. */
export interface DeviceWork {
  readonly dispatches: number;
  readonly submits: number;
  /** Buffers mapped for reading. */
  readonly readBacks: number;
}

/** One train step, or one round of writing. */
export interface Sample extends DeviceWork {
  readonly milliseconds: number;
  /** Of these, in JavaScript rather than waiting for the device; null without a device. See `script-time.ts`. */
  readonly script: number | null;
}

/** Two rounds of writing: up to the first new token of every sequence, and to the last. */
export interface Decoded {
  readonly first: Sample;
  readonly all: Sample;
}

export interface Started {
  readonly description: string;
  readonly parameters: number;
  /** Milliseconds of the first step, in which most of them compile. */
  readonly firstStep: number;
  /** Losses of the first steps; the first is that of the given parameters. */
  readonly losses: readonly number[];
  /** The fastest of the warm-up steps, in milliseconds. */
  readonly estimate: number;
  /** Tokens written greedily after the prompts by the given parameters, row by row; empty without writing. */
  readonly greedy: readonly (readonly number[])[];
}

export interface Memory {
  /** Bytes in buffers of the graphics device now, and at most; null without a device. */
  readonly device: { readonly now: number; readonly most: number } | null;
  /** Bytes of WebAssembly memory that this thread can see; null when there is none. */
  readonly wasm: number | null;
}

export interface Answers {
  readonly start: Started;
  readonly train: readonly Sample[];
  readonly decode: Decoded;
  readonly memory: Memory;
}

/** `unable`: there is nothing to measure here, rather than something wrong. */
export type Answer = { readonly value: Answers[Ask['kind']] } | { readonly error: string; readonly unable?: boolean };

/** To the thread that grows trees on a pool of agents. */
export type PoolAsk =
  /** With no workers, the agents live on that thread itself. */
  | { readonly kind: 'open'; readonly bench: PoolCase; readonly workers: number }
  /** One rollout. */
  | { readonly kind: 'grow' }
  /** One that stops once so many agents are alive; `go-on`, which has no answer of its own, ends it. */
  | { readonly kind: 'hold'; readonly alive: number }
  | { readonly kind: 'go-on' };

export interface PoolSample {
  /** Of the whole rollout but for the policy's part. */
  readonly milliseconds: number;
  readonly agents: number;
  /** Most agents that were alive at the same time. */
  readonly alive: number;
  /** Of all agents together. */
  readonly turns: number;
}

export type PoolAnswer =
  | { readonly opened: true }
  | { readonly sample: PoolSample }
  | { readonly held: true }
  | { readonly grown: true }
  | { readonly error: string };

/** To the thread that measures Crafter: the case to take a sample of, the same every time. */
export type CrafterAsk = CrafterCase;

export interface CrafterSample {
  readonly milliseconds: number;
  /** How many steps, resets or copies that were. */
  readonly count: number;
  /** A sum over what was computed: the same in all samples of a case. */
  readonly check: number;
}

export type CrafterAnswer = { readonly sample: CrafterSample } | { readonly error: string };
