/** The library: every run of this browser, what can be done with each, and how much of the disk they take. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { StorageUse } from '../../store/types.ts';
import { formatBytes } from '../../store/usage.ts';
import { plural } from '../format.ts';
import { useTitle } from '../parts/hooks.ts';
import { refreshRuns, storedRuns } from '../session/storage.ts';
import { deleteRun, importFile } from './actions.ts';
import './library.css';
import { RunRow } from './run-row.tsx';

/** What the last action came to, in words; null when there is nothing to say. */
const outcome = signal<{ readonly good: boolean; readonly words: string } | null>(null);

/** Carries out an action, and says how it ended. */
async function act(action: () => Promise<string | null>): Promise<void> {
  try {
    const words = await action();
    outcome.value = words === null ? null : { good: true, words };
  } catch (error) {
    outcome.value = { good: false, words: error instanceof Error ? error.message : String(error) };
  }
  await refreshRuns();
}

export function LibraryScreen() {
  useTitle('Library');
  useEffect(() => {
    outcome.value = null;
    void refreshRuns();
  }, []);
  const stored = storedRuns.value;
  return (
    <div class="library">
      <header class="library-header">
        <div>
          <h1>Library</h1>
          <p class="lede">The runs of this browser. They stay here, on this machine, until you delete them.</p>
        </div>
        <ImportButton disabled={stored.state === 'refused'} />
      </header>
      {outcome.value && (
        <p class={outcome.value.good ? 'notice' : 'notice problem'} role={outcome.value.good ? 'status' : 'alert'}>
          {outcome.value.words}
        </p>
      )}
      <Runs />
    </div>
  );
}

function Runs() {
  const stored = storedRuns.value;
  if (stored.state === 'loading') return <p class="empty">Looking through the stored runs…</p>;
  if (stored.state === 'refused') {
    return (
      <p class="notice problem" role="alert">
        <strong>The stored runs cannot be reached.</strong> {stored.message}
      </p>
    );
  }
  const { runs, damaged, use } = stored;
  return (
    <>
      {runs.length === 0 && damaged.length === 0 ? (
        <div class="empty">
          <p>No runs yet.</p>
          <p>
            <a href="#/">Train one from the gallery</a>, or import one that was exported before.
          </p>
        </div>
      ) : (
        <ul class="runs">
          {runs.map((run) => (
            <RunRow key={run.id} run={run} act={act} />
          ))}
        </ul>
      )}
      {damaged.map(({ id, message }) => (
        <div key={id} class="notice problem">
          <p>{message}</p>
          <button
            type="button"
            class="button danger small"
            onClick={() => act(async () => deleteRun(id, 'The damaged run'))}
          >
            Delete it
          </button>
        </div>
      ))}
      <p class="disk numeric">{diskWords(runs.length, use)}</p>
    </>
  );
}

function ImportButton({ disabled }: { disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" disabled={disabled} onClick={() => input.current?.click()}>
        Import a run
      </button>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept=".zip,application/zip"
        tabIndex={-1}
        aria-label="Exported run, a zip file"
        onChange={(event) => {
          const field = event.currentTarget;
          const file = field.files?.[0];
          // Emptied, so that choosing the same file again is a change again.
          if (file) void act(() => importFile(file)).finally(() => (field.value = ''));
        }}
      />
    </>
  );
}

function diskWords(count: number, { usage, quota }: StorageUse): string {
  const runs = plural(count, 'run');
  if (usage === null) return `${runs}. This browser does not say how much disk they take.`;
  const granted = quota === null ? '' : ` of ${formatBytes(quota)} that the browser grants`;
  return `${runs}, ${formatBytes(usage)} on disk${granted}.`;
}
