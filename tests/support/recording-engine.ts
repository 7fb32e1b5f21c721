/**
 * An engine without arithmetic, for tests of what surrounds one: turns come from a function of the context, train
 * batches are recorded, and each step moves the first parameter by one, so that continuing from a state shows. The
 * log-probability of every token is -1 less the optimizer steps so far, so that it tells which policy drew it.
 */
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

export class RecordingEngine implements Engine {
  readonly kind = 'tfjs';
  readonly description = 'recording';
  readonly steps: { batch: TrainBatch; step: StepConfig }[] = [];
  readonly released: string[] = [];
  readonly forked: string[] = [];
  #state: ModelState | null = null;
  readonly #turn: (tokens: number[], request: GenerateRequest) => number[];

  constructor(turn: (tokens: number[], request: GenerateRequest) => number[]) {
    this.#turn = turn;
  }

  /** Optimizer steps behind the policy as it is now. */
  get updates(): number {
    return this.#state?.step ?? 0;
  }

  async load(state: ModelState): Promise<void> {
    this.#state = { ...state, parameters: state.parameters.slice() };
  }

  async generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    return requests.map((request) => {
      const tokens = Int32Array.from([...this.#turn(Array.from(request.tokens), request), ...request.stop]);
      return {
        tokens,
        logProbs: new Float32Array(tokens.length).fill(-1 - this.updates),
        entropies: new Float32Array(tokens.length).fill(0.5),
        values: new Float32Array(tokens.length),
        ended: 'stop',
      };
    });
  }

  fork(from: string, to: string, length: number): void {
    this.forked.push(`${from} → ${to}, ${length}`);
  }

  release(sequences: readonly string[]): void {
    this.released.push(...sequences);
  }

  async score(batch: TokenBatch): Promise<TokenScores> {
    const zeros = new Float32Array(batch.rows * batch.width);
    return { logProbs: zeros, entropies: zeros, values: zeros };
  }

  async train(batch: TrainBatch, step: StepConfig): Promise<StepStats> {
    this.steps.push({ batch, step });
    const state = await this.state();
    const parameters = state.parameters.slice();
    parameters[0] = (parameters[0] ?? 0) + 1;
    this.#state = { ...state, parameters, step: state.step + 1 };
    return { loss: 1, gradNorm: 1, entropy: 0.5, kl: 0, clipped: 0, referenceKl: 0, valueLoss: 0, applied: true };
  }

  async state(): Promise<ModelState> {
    if (!this.#state) throw new Error('Nothing was loaded.');
    return this.#state;
  }

  dispose(): void {
    this.#state = null;
  }
}
