/** The policy as a rollout sees it: requests for turns in, turns out. An `Engine` is one by `enginePolicy`. */
import type { EnvironmentSpec, ExpertStyle, Settings, Vocabulary } from '../envs/environment.ts';
import type { Completion, Engine, GenerateRequest } from '../model/engine.ts';
import { derive, foldIn, uniform } from '../random/index.ts';

export interface Policy {
  /** One turn per request, answers in the order of the requests. */
  complete(requests: readonly GenerateRequest[]): Promise<Completion[]>;
  /** These sequences will not be continued. */
  release(sequences: readonly string[]): void;
}

/** The policy that an engine computes. */
export function enginePolicy(engine: Engine): Policy {
  return {
    complete: (requests) => engine.generate(requests),
    release: (sequences) => engine.release(sequences),
  };
}

/**
 * The scripted expert in the policy's place, for warm start. With probability `noise` a turn is a random one instead,
 * so that the states after a mistake are seen too; `isNoise` tells those turns apart, since they are not imitated.
 */
export class ExpertPolicy implements Policy {
  readonly #spec: EnvironmentSpec;
  readonly #settings: Settings;
  readonly #vocabulary: Vocabulary;
  readonly #style: ExpertStyle;
  readonly #noise: number;
  /** Per sequence, the positions where a random turn began. */
  readonly #noisy = new Map<string, Set<number>>();

  constructor(spec: EnvironmentSpec, settings: Settings, style: ExpertStyle, noise: number) {
    this.#spec = spec;
    this.#settings = settings;
    this.#vocabulary = spec.vocabulary(settings);
    this.#style = style;
    this.#noise = noise;
  }

  async complete(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    return requests.map((request) => this.#turn(request));
  }

  release(): void {}

  /** Whether the turn that began at `position` of `sequence` was random. */
  isNoise(sequence: string, position: number): boolean {
    return this.#noisy.get(sequence)?.has(position) ?? false;
  }

  #turn(request: GenerateRequest): Completion {
    const transcript = Array.from(request.tokens);
    const position = transcript.length;
    const turnKey = foldIn(request.key, position);
    let turn: number[];
    if (this.#noise > 0 && uniform(derive(turnKey, 'noise')) < this.#noise) {
      turn = this.#spec.randomTurn(derive(turnKey, 'turn'), transcript, this.#settings);
      const known = this.#noisy.get(request.sequence);
      if (known) known.add(position);
      else this.#noisy.set(request.sequence, new Set([position]));
    } else {
      turn = this.#spec.expert(this.#style, transcript, this.#settings);
    }
    const tokens = Int32Array.from([...turn, this.#vocabulary.endOfTurn]);
    const zeros = new Float32Array(tokens.length);
    return { tokens, logProbs: zeros, entropies: zeros, values: zeros, ended: 'stop' };
  }
}
