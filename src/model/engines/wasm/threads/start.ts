/** Starts helping threads in a browser. They wait for work at no cost. */
import type { Thread } from './remote.ts';

/** More would wait for memory rather than compute. */
const MOST_THREADS = 8;

/**
 * The helpers of an engine that is to work on `threads` threads, the calling one included; 'auto': one per core, at
 * most 8. None where threads cannot be started from.
 */
export function startThreads(threads: number | 'auto'): Thread[] {
  const wanted = threads === 'auto' ? Math.min(MOST_THREADS, navigator.hardwareConcurrency ?? 1) : threads;
  if (!Number.isInteger(wanted) || wanted < 1) {
    throw new RangeError(`The number of threads must be a whole number of at least 1, or 'auto'; got ${threads}.`);
  }
  if (typeof Worker === 'undefined') return [];
  return Array.from(
    { length: wanted - 1 },
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'wasm engine' }),
  );
}
