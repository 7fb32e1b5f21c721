/**
 * What the policy does on held-out tasks: figures by difficulty against the other kind of agent, the two task by task,
 * the numbers, and the form by which an evaluation is asked for.
 */
import { useCallback, useMemo } from 'preact/hooks';
import { delegates } from '../../experiments/agent-words.ts';
import { environmentSpec } from '../../experiments/environments.ts';
import type { RaoExperiment } from '../../experiments/experiment.ts';
import { trainedRange } from '../../experiments/trained-range.ts';
import type { RunRecord } from '../../store/types.ts';
import { findComparison } from '../session/comparison.ts';
import { newest } from '../session/evaluations.ts';
import type { RunSession } from '../session/run-session.ts';
import { store } from '../session/storage.ts';
import { treeForm } from './evaluation-draft.ts';
import { EvaluationFrame } from './evaluation-frame.tsx';
import { evaluationWords } from './evaluation-picker.tsx';
import { EvaluationView } from './evaluation-view.tsx';
import { useStored } from './use-stored.ts';

export function EvaluationPanel({ session, experiment }: { session: RunSession; experiment: RaoExperiment }) {
  const { id, settings } = experiment.environment;
  const own = session.evaluations.value.filter(({ delegation }) => delegation === delegates(experiment));
  const spec = environmentSpec(id);
  const look = useCallback(
    (others: readonly RunRecord[]) => findComparison(experiment, others, (runId) => store.evaluations(runId)),
    [experiment],
  );
  const comparison = useStored(session.runId, look, null);
  const form = useMemo(() => treeForm(experiment, spec?.difficulties(settings) ?? []), [experiment, spec, settings]);
  return (
    <EvaluationFrame
      session={session}
      title="Held-out tasks"
      form={form}
      results={own}
      newest={newest(own, delegates(experiment))}
      words={evaluationWords}
    >
      {(result) => (
        <EvaluationView
          result={result}
          comparison={comparison}
          trained={trainedRange(experiment)}
          bands={spec?.bands(settings) ?? []}
        />
      )}
    </EvaluationFrame>
  );
}
