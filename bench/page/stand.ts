/** Holds one contestant and measures it; the same code in a browser's worker and in Node. */
import type { TrainBatch } from '../../src/model/engine.ts';
import { type Contestant, type DecodeJob, type Maker, Unable } from './contestant.ts';
import type { Counters } from './counters.ts';
import type { Answer, Answers, Ask, Decoded, Sample, Started } from './protocol.ts';
import { decodeJob, startState, trainBatch } from './workload.ts';

/** Steps before anything counts: pipelines compile, caches and pools fill. Their losses are compared. */
const WARM_UP = 3;
/** Steps or rounds after which JavaScript is surely compiled. */
const LONG_RUN = 60;

/** New tokens per sequence in the comparison of greedy writing. */
const GREEDY_TOKENS = 3;

export class Stand {
  readonly #counters: Counters;
  readonly #makers: (name: string) => Maker | undefined;
  #contestant: Contestant | null = null;
  #batch: TrainBatch | null = null;
  #job: DecodeJob | null = null;
  #round = 0;

  /** `counters` must be installed. */
  constructor(counters: Counters, makers: (name: string) => Maker | undefined) {
    this.#counters = counters;
    this.#makers = makers;
  }

  /** Never rejects. */
  async answer(ask: Ask): Promise<Answer> {
    try {
      return { value: await this.#answer(ask) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { error: message || 'It failed without a word.', unable: error instanceof Unable };
    }
  }

  async #answer(ask: Ask): Promise<Answers[Ask['kind']]> {
    switch (ask.kind) {
      case 'start':
        return this.#start(ask);
      case 'train':
        return this.#train(ask);
      case 'decode':
        return this.#decode();
      case 'memory':
        return this.#counters.memory;
      default:
        return ask satisfies never;
    }
  }

  async #start({ contestant, bench, warmUp }: Extract<Ask, { kind: 'start' }>): Promise<Started> {
    const make = this.#makers(contestant);
    if (!make) throw new Error(`There is no contestant called "${contestant}".`);
    const state = startState(bench);
    this.#batch = trainBatch(bench);
    this.#job = decodeJob(bench);
    this.#contestant = await make(state);
    const job = this.#job;
    const greedy = job ? await this.#contestant.decode({ ...job, length: GREEDY_TOKENS, temperature: 0 }) : [];
    if (job) {
      await this.#contestant.decode({ ...job, length: 1 });
      await this.#contestant.decode(job);
    }
    const losses: number[] = [];
    let firstStep = 0;
    let estimate = Number.POSITIVE_INFINITY;
    while (this.#batch && losses.length < WARM_UP) {
      const before = performance.now();
      losses.push(await this.#contestant.train(this.#batch));
      const now = performance.now();
      if (losses.length === 1) firstStep = now - before;
      estimate = Math.min(estimate, now - before);
    }
    const [own, batch] = [this.#contestant, this.#batch];
    // Without a device, JavaScript is not told apart from what it calls.
    if (this.#counters.memory.device) {
      if (batch) await repeat(warmUp, () => own.train(batch));
      if (job) await repeat(warmUp, () => own.decode(job));
    }
    return {
      description: this.#contestant.description,
      parameters: state.parameters.length,
      firstStep,
      losses,
      estimate: Number.isFinite(estimate) ? estimate : 0,
      greedy: greedy.map((tokens) => Array.from(tokens)),
    };
  }

  async #train({ milliseconds, most }: Extract<Ask, { kind: 'train' }>): Promise<Sample[]> {
    const [contestant, batch] = [this.#contestant, this.#batch];
    if (!contestant || !batch) throw new Error('There is nothing to train.');
    const samples: Sample[] = [];
    let spent = 0;
    do {
      const sample = await this.#sample(() => contestant.train(batch));
      samples.push(sample);
      spent += sample.milliseconds;
    } while (spent < milliseconds && samples.length < most);
    return samples;
  }

  async #decode(): Promise<Decoded> {
    const [contestant, job] = [this.#contestant, this.#job];
    if (!contestant || !job) throw new Error('There is nothing to write.');
    const write = (length: number) => {
      const seed = ++this.#round;
      return this.#sample(async () => {
        const written = await contestant.decode({ ...job, length, seed });
        const tokens = written.reduce((sum, one) => sum + one.length, 0);
        if (tokens !== job.prompts.length * length) throw new Error(`It wrote ${tokens} tokens, not all of them.`);
      });
    };
    return { first: await write(1), all: await write(job.length) };
  }

  async #sample(work: () => Promise<unknown>): Promise<Sample> {
    const counters = this.#counters;
    const start = performance.now();
    counters.begin(start);
    await work();
    const end = performance.now();
    return { milliseconds: end - start, script: counters.script(end), ...counters.work };
  }
}

/** Works for up to this many milliseconds, but not more often than helps. */
async function repeat(milliseconds: number, work: () => Promise<unknown>): Promise<void> {
  const end = performance.now() + milliseconds;
  for (let done = 0; done < LONG_RUN && performance.now() < end; done++) await work();
}
