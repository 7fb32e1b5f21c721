/** A run that is open: header and controls, the tree or the episode, the charts, the evaluation and the settings. */

import { useEffect, useMemo, useState } from 'preact/hooks';
import { delegates } from '../../experiments/agent-words.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { trainedRange } from '../../experiments/trained-range.ts';
import { formatRunHash, type RunAddress } from '../../experiments/url.ts';
import { navigate, replaceAddress } from '../router.ts';
import { startRun } from '../session/active.ts';
import { newestPerStep } from '../session/episode-evaluations.ts';
import { onePerStep } from '../session/evaluations.ts';
import type { RunSession } from '../session/run-session.ts';
import type { ChartPhase, DrawnChart } from './chart-series.ts';
import { draftOf, type Edits, withEdit } from './draft.ts';
import { EpisodeEvaluationPanel } from './episode-evaluation-panel.tsx';
import { EpisodePanel } from './episode-panel.tsx';
import { EvaluationPanel } from './evaluation-panel.tsx';
import { planningCharts } from './planning-charts.ts';
import { raoCharts } from './rao-charts.ts';
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
  const draw = useCharts(session, experiment);
  const status = session.status.value;
  const canContinue = status === 'running' || status === 'paused';
  const restart = (next: Experiment) =>
    navigate(formatRunHash({ runId: startRun(), preset, experiment: next, hidden }));
  return (
    <div class="live-run">
      <RunHeader session={session}>
        <RunControls session={session} onReset={() => restart(experiment)} />
      </RunHeader>
      <RunTroubles session={session} onRestart={restart} />
      <div class="run-grid">
        <div class="run-main">
          {experiment.method === 'rao' ? (
            <>
              <TreePanel session={session} />
              <EvaluationPanel session={session} experiment={experiment} />
            </>
          ) : (
            <>
              <EpisodePanel session={session} experiment={experiment} />
              <EpisodeEvaluationPanel session={session} experiment={experiment} />
            </>
          )}
        </div>
        <div class="run-side">
          <RunCharts method={experiment.method} rows={session.metrics.value} draw={draw} />
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

/** The charts of a phase, whatever the method; another function when they have changed. */
function useCharts(session: RunSession, experiment: Experiment): (phase: ChartPhase) => readonly DrawnChart[] {
  const rows = session.metrics.value;
  const trees = session.evaluations.value;
  const episodes = session.episodeEvaluations.value;
  return useMemo(() => {
    const trained = trainedRange(experiment);
    if (experiment.method === 'rao') {
      const own = onePerStep(trees, delegates(experiment));
      return (phase) => raoCharts(rows, own, phase, trained);
    }
    const own = newestPerStep(episodes, experiment.agent);
    return (phase) => planningCharts(rows, own, phase, trained);
  }, [rows, trees, episodes, experiment]);
}
