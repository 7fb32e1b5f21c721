/** A configuration before its run: what it is about, its settings, and the button that starts it. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatRunHash, type RunAddress } from '../../experiments/url.ts';
import { ExperimentPicture } from '../gallery/worlds.tsx';
import { PlayIcon } from '../parts/icons.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { navigate, replaceAddress } from '../router.ts';
import { startRun } from '../session/active.ts';
import { courseWords } from './course-words.ts';
import { draftOf, type Edits, withEdit } from './draft.ts';
import { SettingsPanel } from './settings-panel.tsx';

const NO_EDITS: Edits = new Map();

export function ReadyRun({ address, note }: { address: RunAddress; note: string | null }) {
  const [edits, setEdits] = useState(NO_EDITS);
  const { preset, experiment: base, hidden } = address;
  const draft = useMemo(() => draftOf(base, edits), [base, edits]);
  const ready = draft.problems.length === 0;
  const addressOf = (runId: string | null) => formatRunHash({ runId, preset, experiment: draft.experiment, hidden });
  useEffect(() => replaceAddress(addressOf(null)));
  return (
    <div class="ready-run">
      <header class="ready-header">
        <p class="eyebrow">Ready to train</p>
        <h1>{draft.experiment.name}</h1>
        <p class="lede">{preset.claim}</p>
        <p class="ready-plan numeric">{courseWords(draft.experiment)}</p>
        {note !== null && <p class="notice">{note}</p>}
        <p class="actions">
          <button
            type="button"
            class="button primary large"
            disabled={!ready}
            onClick={() => navigate(addressOf(startRun()))}
          >
            <PlayIcon />
            Train
          </button>
        </p>
        <ProblemList title="This cannot train yet:" problems={draft.problems} />
        <div class="ready-picture">
          <ExperimentPicture experiment={draft.experiment} />
        </div>
      </header>
      <SettingsPanel
        base={base}
        edits={edits}
        draft={draft}
        hidden={hidden}
        onEdit={(knob, text) => setEdits((now) => withEdit(base, now, knob, text))}
        apply={null}
      />
    </div>
  );
}
