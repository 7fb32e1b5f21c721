/**
 * The page's own connection to the stored runs, and the list of them. Storage may be refused (a private window, a full
 * disk); then everything says so in words and training goes on without.
 */
import { signal } from '@preact/signals';
import { Database } from '../../store/database.ts';
import { messageOf } from '../../store/errors.ts';
import { type DamagedRun, RunStore } from '../../store/run-store.ts';
import type { RunRecord, StorageUse } from '../../store/types.ts';
import { storageUse } from '../../store/usage.ts';

export type StoredRuns =
  | { readonly state: 'loading' }
  | { readonly state: 'refused'; readonly message: string }
  | {
      readonly state: 'ready';
      readonly runs: readonly RunRecord[];
      readonly damaged: readonly DamagedRun[];
      readonly use: StorageUse;
    };

/** What the storage has to say to the person; null when all is well. */
export const storageNote = signal<string | null>(null);

/** The runs of this browser, as of the last `refreshRuns`. */
export const storedRuns = signal<StoredRuns>({ state: 'loading' });

const note = (message: string) => {
  storageNote.value = message;
};

export const store = new RunStore(new Database({ onEvent: ({ message }) => note(message) }), { onWarning: note });

/** Reads the list of runs again. Never throws. */
export async function refreshRuns(): Promise<void> {
  try {
    const [{ runs, damaged }, use] = await Promise.all([store.listRuns(), storageUse()]);
    storedRuns.value = { state: 'ready', runs, damaged, use };
  } catch (error) {
    storedRuns.value = { state: 'refused', message: messageOf(error) };
  }
}
