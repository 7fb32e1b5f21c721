/** One stored run: what it is, where it stands, and what can be done with it. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { agentWords } from '../../experiments/agent-words.ts';
import type { RunRecord } from '../../store/types.ts';
import { ago } from '../format.ts';
import { runAddress } from '../gallery/recent-runs.tsx';
import { navigate } from '../router.ts';
import { runStage } from '../run/stage.ts';
import { intendToPlay } from '../session/intent.ts';
import { deleteRun, exportMetrics, exportRun, renameRun } from './actions.ts';

export interface RunRowProps {
  readonly run: RunRecord;
  /** Carries out an action and reports its words. */
  readonly act: (action: () => Promise<string | null>) => Promise<void>;
}

type Mode = 'rest' | 'rename' | 'delete';

export function RunRow({ run, act }: RunRowProps) {
  const [mode, setMode] = useState<Mode>('rest');
  const [exporting, setExporting] = useState(false);
  const done = run.cursor?.phase === 'done';
  const rest = () => setMode('rest');
  const resume = () => {
    if (!done) intendToPlay(run.id);
    navigate(runAddress(run));
  };
  return (
    <li class="run-row" aria-label={run.name}>
      <div class="run-words">
        {mode === 'rename' ? (
          <RenameForm
            name={run.name}
            onCancel={rest}
            onRename={(name) => {
              rest();
              void act(() => renameRun(run.id, name));
            }}
          />
        ) : (
          <h2>
            <a href={runAddress(run)}>{run.name}</a>
          </h2>
        )}
        <p class="run-facts numeric">
          {runStage(run.cursor, run.experiment.method)} · {agentWords(run.experiment)} · seed {run.experiment.seed} ·
          changed {ago(run.updatedAt, Date.now())}
        </p>
        {run.engine !== '' && <p class="run-facts">{engineWords(run.engine)}</p>}
      </div>
      {mode === 'delete' ? (
        <ConfirmDelete name={run.name} onCancel={rest} onDelete={() => act(() => deleteRun(run.id, `“${run.name}”`))} />
      ) : (
        <div class="row-actions">
          <button type="button" class="button primary" onClick={resume}>
            {done ? 'Open' : 'Resume'}
          </button>
          <button type="button" class="button" onClick={() => setMode('rename')}>
            Rename
          </button>
          <button
            type="button"
            class="button"
            disabled={exporting}
            onClick={async () => {
              setExporting(true);
              await act(() => exportRun(run));
              setExporting(false);
            }}
          >
            {exporting ? 'Exporting…' : 'Export'}
          </button>
          <button
            type="button"
            class="button"
            title="The metrics of every step as a table for a spreadsheet"
            onClick={() => act(() => exportMetrics(run))}
          >
            Metrics
          </button>
          <button type="button" class="button" onClick={() => setMode('delete')}>
            Delete
          </button>
        </div>
      )}
    </li>
  );
}

/** "wasm: WebAssembly SIMD" without the short name that is there for the machine. */
function engineWords(note: string): string {
  return note.replace(/^\w+: /, '');
}

interface RenameFormProps {
  readonly name: string;
  readonly onRename: (name: string) => void;
  readonly onCancel: () => void;
}

function RenameForm({ name, onRename, onCancel }: RenameFormProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        const next = input.current?.value.trim() ?? '';
        if (next === '' || next === name) onCancel();
        else onRename(next);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <input ref={input} type="text" defaultValue={name} maxLength={80} aria-label="New name of the run" />
      <button type="submit" class="button primary small">
        Rename
      </button>
      <button type="button" class="button quiet small" onClick={onCancel}>
        Cancel
      </button>
    </form>
  );
}

interface ConfirmDeleteProps {
  readonly name: string;
  readonly onDelete: () => Promise<void>;
  readonly onCancel: () => void;
}

/** Deleting is for good, so it takes a second press; the safe choice has the focus. */
function ConfirmDelete({ name, onDelete, onCancel }: ConfirmDeleteProps) {
  const keep = useRef<HTMLButtonElement>(null);
  const [deleting, setDeleting] = useState(false);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div class="row-actions" role="alertdialog" aria-label={`Delete ${name}?`}>
      <span>Delete it with all its checkpoints?</span>
      <button
        type="button"
        class="button danger"
        disabled={deleting}
        onClick={async () => {
          setDeleting(true);
          await onDelete();
        }}
      >
        Delete for good
      </button>
      <button ref={keep} type="button" class="button" disabled={deleting} onClick={onCancel}>
        Keep
      </button>
    </div>
  );
}
