/** The page that the bench drives: one worker per contestant or pool of agents, asked through `window.bench`. */
import { type AdapterFacts, adapterFacts } from './adapter.ts';
import type { Answer, Ask, PoolAnswer, PoolAsk } from './protocol.ts';

export interface BenchBridge {
  /** Starts a thread for a contestant, or for a pool of agents, and returns its number. */
  open(kind?: 'contestant' | 'pool'): number;
  /** Asks a thread; one question at a time. */
  ask(thread: number, question: Ask): Promise<Answer>;
  askPool(thread: number, question: PoolAsk): Promise<PoolAnswer>;
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

window.bench = {
  open(kind = 'contestant') {
    threads.push(
      kind === 'contestant'
        ? new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
        : new Worker(new URL('./pool-worker.ts', import.meta.url), { type: 'module' }),
    );
    return threads.length - 1;
  },
  ask: (thread, question) => request<Answer>(thread, question),
  askPool: (thread, question) => request<PoolAnswer>(thread, question),
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

function request<A>(thread: number, question: Ask | PoolAsk): Promise<A | { readonly error: string }> {
  const worker = threads[thread];
  if (!worker) throw new Error('That thread is closed.');
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<A>) => resolve(data);
    worker.onerror = ({ message }) => resolve({ error: message || 'The thread broke down.' });
    worker.postMessage(question);
  });
}
