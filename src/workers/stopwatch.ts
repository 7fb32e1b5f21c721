/** Where a step's time goes: wraps the engine and the pool so that each kind of work adds to its own account. */
import type { Engine } from '../model/engine.ts';
import type { AgentPool } from '../rl/pool.ts';
import type { Timer } from './timer.ts';

export type Account = 'generate' | 'train' | 'agents';

export class Stopwatch {
  readonly #timer: Timer;
  #milliseconds: Partial<Record<Account, number>> = {};

  constructor(timer: Timer) {
    this.#timer = timer;
  }

  /** Does the work and puts its duration on the account. */
  async time<T>(account: Account, work: () => Promise<T>): Promise<T> {
    const start = this.#timer.now();
    try {
      return await work();
    } finally {
      this.#milliseconds[account] = (this.#milliseconds[account] ?? 0) + this.#timer.now() - start;
    }
  }

  /** Seconds per account since the last call, as metrics `time/…`; accounts without work are left out. */
  take(): Record<string, number> {
    const entries = Object.entries(this.#milliseconds).map(([account, ms]) => [`time/${account}`, ms / 1000] as const);
    this.#milliseconds = {};
    return Object.fromEntries(entries);
  }
}

export function timedEngine(engine: Engine, stopwatch: Stopwatch): Engine {
  return {
    kind: engine.kind,
    description: engine.description,
    load: (state) => engine.load(state),
    generate: (requests) => stopwatch.time('generate', () => engine.generate(requests)),
    fork: (from, to, length) => engine.fork(from, to, length),
    release: (sequences) => engine.release(sequences),
    score: (batch, temperature) => engine.score(batch, temperature),
    train: (batch, step) => stopwatch.time('train', () => engine.train(batch, step)),
    state: () => engine.state(),
    dispose: () => engine.dispose(),
  };
}

export function timedPool(pool: AgentPool, stopwatch: Stopwatch): AgentPool {
  return { endOfTurn: pool.endOfTurn, advance: (calls) => stopwatch.time('agents', () => pool.advance(calls)) };
}
