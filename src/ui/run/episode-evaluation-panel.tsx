/** What a planning agent does on held-out episodes, against agents that plan at other times; and asking for more of it. */
import { useCallback, useMemo } from 'preact/hooks';
import { planningEnvironment } from '../../envs/registry.ts';
import { agentWords } from '../../experiments/agent-words.ts';
import type { PlanningExperiment } from '../../experiments/experiment.ts';
import { trainedRange } from '../../experiments/trained-range.ts';
import type { RunRecord } from '../../store/types.ts';
import { type EpisodeComparison, findOtherAgents } from '../session/episode-comparison.ts';
import { newestOf, underRule } from '../session/episode-evaluations.ts';
import type { RunSession } from '../session/run-session.ts';
import { store } from '../session/storage.ts';
import { episodeForm } from './episode-evaluation-draft.ts';
import { EpisodeEvaluationView } from './episode-evaluation-view.tsx';
import { EvaluationFrame } from './evaluation-frame.tsx';
import { episodeEvaluationWords } from './evaluation-picker.tsx';
import { useStored } from './use-stored.ts';

const NOBODY: readonly EpisodeComparison[] = [];

export interface EpisodeEvaluationPanelProps {
  readonly session: RunSession;
  readonly experiment: PlanningExperiment;
}

export function EpisodeEvaluationPanel({ session, experiment }: EpisodeEvaluationPanelProps) {
  const { id, settings } = experiment.environment;
  const spec = planningEnvironment(id);
  const own = underRule(session.episodeEvaluations.value, experiment.agent);
  const look = useCallback(
    (others: readonly RunRecord[]) => findOtherAgents(experiment, others, (runId) => store.evaluations(runId)),
    [experiment],
  );
  const others = useStored(session.runId, look, NOBODY);
  const form = useMemo(() => episodeForm(experiment, spec.difficulties(settings)), [experiment, spec, settings]);
  return (
    <EvaluationFrame
      session={session}
      title="Held-out episodes"
      form={form}
      results={own}
      newest={newestOf(own, experiment.agent)}
      words={episodeEvaluationWords}
    >
      {(result) => (
        <EpisodeEvaluationView
          result={result}
          kind={agentWords(experiment)}
          others={others}
          milestones={spec.milestones}
          trained={trainedRange(experiment)}
          bands={spec.bands(settings)}
        />
      )}
    </EvaluationFrame>
  );
}
