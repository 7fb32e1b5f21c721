/**
 * One writer per run across all tabs and workers of this origin, through Web Locks. The browser releases a lock when
 * its holder goes away, so a crash leaves none behind.
 */
import { hasName, RunLocked } from './errors.ts';

export interface RunLock {
  /** Lets others write the run; settles when they can. Further calls do nothing. */
  release(): Promise<void>;
  /** What the user should know, when the browser could not guard the run. */
  readonly warning: string | null;
}

const UNGUARDED: RunLock = {
  release: async () => {},
  warning:
    'This page cannot make sure that no other tab trains the same run, because the browser allows that on secure ' +
    'addresses only (https or localhost). Keep the run open in one tab.',
};

/**
 * Takes the run for this thread. Waits up to `patience` milliseconds for a holder that is going away (a page that was
 * just reloaded), then throws RunLocked. Without Web Locks it goes on unguarded and says so.
 */
export async function acquireRun(runId: string, patience = 1500): Promise<RunLock> {
  const locks = lockManager();
  if (!locks) return UNGUARDED;
  try {
    const lock = await take(locks, runId, { ifAvailable: true });
    if (lock) return lock;
    if (patience > 0) {
      const patient = await take(locks, runId, { signal: AbortSignal.timeout(patience) });
      if (patient) return patient;
    }
  } catch (error) {
    // A sandboxed frame has the lock manager but may not use it.
    if (hasName(error, 'SecurityError')) return UNGUARDED;
    if (!hasName(error, 'TimeoutError')) throw error;
  }
  throw new RunLocked(
    'This run is open in another tab, which is writing it.',
    'Close it there, or look at another run here.',
  );
}

/** Whether someone, here or in another tab, has the run open for writing; null when the browser cannot tell. */
export async function isRunOpen(runId: string): Promise<boolean | null> {
  const locks = lockManager();
  if (!locks) return null;
  const { held } = await locks.query();
  return (held ?? []).some((lock) => lock.name === lockName(runId));
}

/** The lock once it is granted; null when `ifAvailable` found it taken. The request lasts as long as it is held. */
function take(locks: LockManager, runId: string, options: LockOptions): Promise<RunLock | null> {
  return new Promise((resolve, reject) => {
    const over = locks.request(lockName(runId), options, (granted) => {
      if (granted === null) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((free) => {
        resolve({
          release: async () => {
            free();
            await over;
          },
          warning: null,
        });
      });
    });
    over.catch(reject);
  });
}

/** Missing on insecure origins. */
function lockManager(): LockManager | undefined {
  return globalThis.navigator?.locks;
}

function lockName(runId: string): string {
  return `espalier/run/${runId}`;
}
