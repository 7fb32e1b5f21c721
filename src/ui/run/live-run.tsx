/** A run that is open: header and controls, the tree, the charts, the evaluation and the settings. */

import { useEffect, useMemo, useState } from 'preact/hooks';
import { delegates } from '../../experiments/agent-words.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { trainedRange } from '../../experiments/trained-range.ts';
import { formatRunHash, type RunAddress } from '../../experiments/url.ts';
import { navigate, replaceAddress } from '../router.ts';
import { startRun } from '../session/active.ts';
import { onePerStep } from '../session/evaluations.ts';
import type { RunSession } from '../session/run-session.ts';
import { draftOf, type Edits, withEdit } from './draft.ts';
import { EvaluationPanel } from './evaluation-panel.tsx';
import { RunCharts } from './run-charts.tsx';
import { RunControls } from './run-controls.tsx';
import { RunHeader } from './run-header.tsx';
import { RunTroubles } from './run-troubles.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { TreePanel } from './tree-panel.tsx';

const NO_EDITS: Edits = new Map();

export function LiveRun({ session, address }: { session: RunSession; address: RunAddress }) {
  const experiment = session.experiment.value;
  const { preset, hidden } = address;
  const [edits, setEdits] = useState(NO_EDITS);
  const draft = useMemo(() => draftOf(experiment, edits), [experiment, edits]);
  useEffect(() => {
    replaceAddress(formatRunHash({ runId: session.runId, preset, experiment, hidden }));
  }, [session, preset, experiment, hidden]);
  const allEvaluations = session.evaluations.value;
  const evaluations = useMemo(() => onePerStep(allEvaluations, delegates(experiment)), [allEvaluations, experiment]);
  const status = session.status.value;
  const canContinue = status === 'running' || status === 'paused';
  const restart = (next: Experiment) =>
    navigate(formatRunHash({ runId: startRun(), preset, experiment: next, hidden }));
  const [easiest, hardest] = trainedRange(experiment);
  return (
    <div class="live-run">
      <RunHeader session={session}>
        <RunControls session={session} onReset={() => restart(experiment)} />
      </RunHeader>
      <RunTroubles session={session} onRestart={restart} />
      <div class="run-grid">
        <div class="run-main">
          <TreePanel session={session} />
          <EvaluationPanel session={session} />
        </div>
        <div class="run-side">
          <RunCharts
            rows={session.metrics.value}
            evaluations={evaluations}
            minDifficulty={easiest}
            maxDifficulty={hardest}
          />
        </div>
        <div class="run-settings">
          <SettingsPanel
            base={experiment}
            edits={edits}
            draft={draft}
            hidden={hidden}
            onEdit={(knob, text) => setEdits((now) => withEdit(experiment, now, knob, text))}
            apply={{
              ...(canContinue && {
                onContinue: () => {
                  setEdits(NO_EDITS);
                  session.continueWith(draft.experiment);
                },
              }),
              onReset: () => restart(draft.experiment),
              onDiscard: () => setEdits(NO_EDITS),
            }}
          />
        </div>
      </div>
    </div>
  );
}
