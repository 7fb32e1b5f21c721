/**
 * An engine on an imaginary device: exact arithmetic on whole numbers that depends on every call, so that one step too
 * many, too few or out of order shows; and a device that is lost when the test says so. What it writes depends on its
 * caches only by mistake: it checks that there are none of another engine.
 */
import { DeviceLostError } from '../../src/model/device-lost.ts';
import type {
  Completion,
  Engine,
  GenerateRequest,
  ModelState,
  StepConfig,
  StepStats,
  TokenBatch,
  TokenScores,
  TrainBatch,
} from '../../src/model/engine.ts';

/** What an engine is about to do or has done when its device may be lost. */
export type Moment = `${'before' | 'after'} ${'load' | 'generate' | 'score' | 'train' | 'state'}`;

export class LosableEngine implements Engine {
  readonly kind: Engine['kind'];
  readonly description: string;
  readonly #loses: (moment: Moment) => boolean;
  #state: ModelState | null = null;
  #lost = false;
  #line: Promise<unknown> = Promise.resolve();
  disposed = false;

  /** `loses` is asked at every moment whether the device is lost now. */
  constructor(loses: (moment: Moment) => boolean = () => false, kind: Engine['kind'] = 'webgpu') {
    this.#loses = loses;
    this.kind = kind;
    this.description = `${kind} device`;
  }

  load(state: ModelState): Promise<void> {
    return this.#on('load', () => {
      this.#state = { ...state, parameters: state.parameters.slice() };
    });
  }

  generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    return this.#on('generate', () =>
      requests.map(({ tokens, key }) => {
        const token = mixed(this.#sum(), ...Array.from(tokens), key[0], key[1]) % 1000;
        const zeros = new Float32Array(1);
        return { tokens: Int32Array.of(token), logProbs: zeros, entropies: zeros, values: zeros, ended: 'stop' };
      }),
    );
  }

  fork(): void {
    if (this.#lost || this.disposed) throw new Error('A lost engine was told of a fork.');
  }

  release(): void {}

  score(batch: TokenBatch): Promise<TokenScores> {
    return this.#on('score', () => {
      const logProbs = Float32Array.from(batch.tokens, (token) => mixed(this.#sum(), token) % 1000);
      return { logProbs, entropies: logProbs, values: logProbs };
    });
  }

  train(batch: TrainBatch, step: StepConfig): Promise<StepStats> {
    return this.#on('train', () => {
      const state = this.#require();
      const applied = step.learningRate > 0;
      if (applied) {
        const parameters = state.parameters.map((x, i) => mixed(x, batch.tokens[i % batch.tokens.length]!) % 65536);
        this.#state = { ...state, parameters, step: state.step + 1 };
      }
      const loss = mixed(this.#sum()) % 1000;
      return { loss, gradNorm: 1, entropy: 0, kl: 0, clipped: 0, referenceKl: 0, valueLoss: 0, applied };
    });
  }

  state(): Promise<ModelState> {
    return this.#on('state', () => ({ ...this.#require(), parameters: this.#require().parameters.slice() }));
  }

  dispose(): void {
    this.disposed = true;
    // As a device that is gone may do.
    if (this.#lost) throw new DeviceLostError('disposed of');
  }

  /** Calls wait for each other, and take a moment, like on every device. */
  #on<T>(call: 'load' | 'generate' | 'score' | 'train' | 'state', work: () => T): Promise<T> {
    const result = this.#line.then(async () => {
      this.#askWhetherLost(`before ${call}`);
      const done = work();
      for (let i = 0; i < 5; i++) await null;
      this.#askWhetherLost(`after ${call}`);
      return done;
    });
    this.#line = result.catch(() => {});
    return result;
  }

  #askWhetherLost(moment: Moment): void {
    // As engines do whose calls wait for each other: those that were under way find it closed.
    if (this.disposed) throw new Error('The engine has been disposed of.');
    this.#lost ||= this.#loses(moment);
    if (this.#lost) throw new DeviceLostError('the test took it');
  }

  #require(): ModelState {
    if (!this.#state || this.disposed) throw new Error('The engine holds no model.');
    return this.#state;
  }

  #sum(): number {
    return mixed(...this.#require().parameters, this.#require().step);
  }
}

/** A whole number that depends on each of these and on their order. */
function mixed(...values: readonly number[]): number {
  let hash = 2166136261;
  for (const value of values) hash = Math.imul(hash ^ value, 16777619) >>> 0;
  return hash >>> 1;
}
