/** The page that the bench drives: one worker per contestant, asked through `window.bench`. */
import { type AdapterFacts, adapterFacts } from './adapter.ts';
import type { Answer, Ask } from './protocol.ts';

export interface BenchBridge {
  /** Starts a thread and returns its number. */
  open(): number;
  /** Asks a thread; one question at a time. */
  ask(thread: number, question: Ask): Promise<Answer>;
  close(thread: number): void;
  adapter(): Promise<AdapterFacts | null>;
}

declare global {
  interface Window {
    bench: BenchBridge;
  }
}

const threads: (Worker | null)[] = [];

window.bench = {
  open() {
    threads.push(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
    return threads.length - 1;
  },
  ask(thread, question) {
    const worker = threads[thread];
    if (!worker) throw new Error('That thread is closed.');
    return new Promise((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
      worker.onerror = ({ message }) => resolve({ error: message || 'The thread broke down.' });
      worker.postMessage(question);
    });
  },
  close(thread) {
    threads[thread]?.terminate();
    threads[thread] = null;
  },
  adapter: adapterFacts,
};
