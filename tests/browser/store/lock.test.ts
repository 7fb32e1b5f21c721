/** One writer per run: in this thread, in a worker, and after a writer went away. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { RunLocked } from '../../../src/store/errors.ts';
import { acquireRun, isRunOpen } from '../../../src/store/lock.ts';

/** A worker that takes the run's lock and holds it until it is terminated. */
async function holdInWorker(runId: string): Promise<Worker> {
  const code = `navigator.locks.request('espalier/run/${runId}', () => { postMessage('held'); return new Promise(() => {}); });`;
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const worker = new Worker(url);
  onTestFinished(() => {
    worker.terminate();
    URL.revokeObjectURL(url);
  });
  await new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
  return worker;
}

describe('acquireRun', () => {
  it('lets one in at a time', async () => {
    const first = await acquireRun('a');
    expect(first.warning).toBeNull();
    expect(await isRunOpen('a')).toBe(true);
    expect(await isRunOpen('b')).toBe(false);
    await expect(acquireRun('a', 0)).rejects.toThrow(RunLocked);
    await expect(acquireRun('a', 0)).rejects.toThrow('This run is open in another tab');
    const elsewhere = await acquireRun('b', 0);
    await first.release();
    await first.release();
    expect(await isRunOpen('a')).toBe(false);
    const second = await acquireRun('a', 0);
    await second.release();
    await elsewhere.release();
  });

  it('respects a worker that holds the run, also after waiting for it', async () => {
    await holdInWorker('c');
    await expect(acquireRun('c', 1)).rejects.toThrow(RunLocked);
  });

  it('takes over from a writer that goes away', async () => {
    const worker = await holdInWorker('d');
    const waiting = acquireRun('d', 30_000);
    worker.terminate();
    await (await waiting).release();
  });

  it.each([
    ['missing', undefined],
    [
      'forbidden',
      { request: () => Promise.reject(new DOMException('not here', 'SecurityError')) } as unknown as LockManager,
    ],
  ])('goes on unguarded when locks are %s, and says so', async (_what, locks) => {
    const spy = vi.spyOn(navigator, 'locks', 'get').mockReturnValue(locks as LockManager);
    onTestFinished(() => spy.mockRestore());
    const lock = await acquireRun('e');
    expect(lock.warning).toContain('Keep the run open in one tab.');
    await lock.release();
  });

  it('cannot tell who is open without locks', async () => {
    const spy = vi.spyOn(navigator, 'locks', 'get').mockReturnValue(undefined as unknown as LockManager);
    onTestFinished(() => spy.mockRestore());
    expect(await isRunOpen('f')).toBeNull();
  });
});
