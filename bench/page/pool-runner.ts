/**
 * Grows the trees of one case over and over, as a run's thread does, on this thread or on agent workers. Times leave out
 * what the policy takes.
 */
import { LocalPool } from '../../src/rl/pool.ts';
import { rollout } from '../../src/rl/rollout.ts';
import { WorkerPool } from '../../src/workers/pool.ts';
import { workerThread } from '../../src/workers/thread.ts';
import type { PoolCase } from '../pool/cases.mjs';
import { type PoolScript, poolScript } from './pool-scripts.ts';
import type { PoolSample } from './protocol.ts';

export class PoolRunner {
  readonly #script: PoolScript;
  readonly #pool: LocalPool | WorkerPool;

  /** With no workers, the agents live on the calling thread. */
  constructor(bench: PoolCase, workers: number) {
    this.#script = poolScript(bench);
    const { spec, settings } = this.#script;
    this.#pool =
      workers === 0
        ? new LocalPool(spec, settings)
        : new WorkerPool({
            environment: { id: spec.id, settings },
            endOfTurn: spec.vocabulary(settings).endOfTurn,
            size: workers,
            start: (handlers) =>
              workerThread(new Worker(new URL('./pool-agents.ts', import.meta.url), { type: 'module' }), handlers),
          });
  }

  /** One rollout; `atMost` is awaited in it once, when the most agents are alive. */
  async grow(mostAlive?: { readonly agents: number; readonly reached: () => Promise<void> }): Promise<PoolSample> {
    const { jobs } = this.#script;
    const policy = this.#script.policy();
    const alive = new Set<string>();
    let [turns, most, inPolicy, held] = [0, 0, 0, false];
    const start = performance.now();
    const trees = await rollout(
      jobs,
      {
        complete: async (requests) => {
          const asked = performance.now();
          turns += requests.length;
          for (const { sequence } of requests) alive.add(sequence);
          most = Math.max(most, alive.size);
          const completions = await policy.complete(requests);
          inPolicy += performance.now() - asked;
          return completions;
        },
        release: (sequences) => {
          for (const sequence of sequences) alive.delete(sequence);
          policy.release(sequences);
        },
      },
      this.#pool,
      {
        watch: () => {},
        round: async () => {
          if (held || !mostAlive || most < mostAlive.agents) return;
          held = true;
          await mostAlive.reached();
        },
      },
    );
    const milliseconds = performance.now() - start - inPolicy;
    const agents = trees.reduce((sum, { traces }) => sum + traces.length, 0);
    const unfinished = trees.flatMap(({ traces }) => traces).filter(({ end }) => end !== 'finished').length;
    if (unfinished > 0) throw new Error(`${unfinished} of ${agents} agents did not finish.`);
    return { milliseconds, turns, agents, alive: most };
  }
}
