/**
 * The page that the bench drives: one worker per contestant, pool of agents or case of Crafter, asked through
 * `window.bench`.
 */
import { type AdapterFacts, adapterFacts } from './adapter.ts';
import type { Answer, Ask, CrafterAnswer, CrafterAsk, PoolAnswer, PoolAsk } from './protocol.ts';

type Kind = 'contestant' | 'pool' | 'crafter';

export interface BenchBridge {
  /** Starts a thread for a contestant, a pool of agents or a case of Crafter, and returns its number. */
  open(kind: Kind): number;
  /** Asks a thread; one question at a time. */
  ask(thread: number, question: Ask): Promise<Answer>;
  askPool(thread: number, question: PoolAsk): Promise<PoolAnswer>;
  askCrafter(thread: number, question: CrafterAsk): Promise<CrafterAnswer>;
  close(thread: number): void;
  /** Bytes in JavaScript's heaps of all threads, after collecting garbage; only in a page with isolation. */
  heap(): Promise<number>;
  adapter(): Promise<AdapterFacts | null>;
}

declare global {
  interface Window {
    bench: BenchBridge;
  }
  interface Performance {
    /** https://wicg.github.io/performance-measure-memory */
    measureUserAgentSpecificMemory(): Promise<{
      readonly breakdown: readonly { readonly bytes: number; readonly types: readonly string[] }[];
    }>;
  }
}

const threads: (Worker | null)[] = [];

const START: Readonly<Record<Kind, () => Worker>> = {
  contestant: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  pool: () => new Worker(new URL('./pool-worker.ts', import.meta.url), { type: 'module' }),
  crafter: () => new Worker(new URL('./crafter-worker.ts', import.meta.url), { type: 'module' }),
};

window.bench = {
  open(kind) {
    threads.push(START[kind]());
    return threads.length - 1;
  },
  ask: (thread, question) => request<Answer>(thread, question),
  askPool: (thread, question) => request<PoolAnswer>(thread, question),
  askCrafter: (thread, question) => request<CrafterAnswer>(thread, question),
  close(thread) {
    threads[thread]?.terminate();
    threads[thread] = null;
  },
  async heap() {
    const { breakdown } = await performance.measureUserAgentSpecificMemory();
    return breakdown.filter(({ types }) => types.includes('JavaScript')).reduce((sum, { bytes }) => sum + bytes, 0);
  },
  adapter: adapterFacts,
};

function request<A>(thread: number, question: Ask | PoolAsk | CrafterAsk): Promise<A | { readonly error: string }> {
  const worker = threads[thread];
  if (!worker) throw new Error('That thread is closed.');
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<A>) => resolve(data);
    worker.onerror = ({ message }) => resolve({ error: message || 'The thread broke down.' });
    worker.postMessage(question);
  });
}
