/**
 * What the policy does on held-out tasks: figures by difficulty against the other kind of agent, the two task by task,
 * the numbers, and the form by which an evaluation is asked for.
 */

import { useEffect, useRef, useState } from 'preact/hooks';
import { delegates } from '../../experiments/agent-words.ts';
import { environmentSpec } from '../../experiments/environments.ts';
import { trainedRange } from '../../experiments/trained-range.ts';
import type { EvaluationResult } from '../../rl/records.ts';
import { evaluationChoices } from '../../store/evaluation-choices.ts';
import { type Comparison, findComparison } from '../session/comparison.ts';
import { newest } from '../session/evaluations.ts';
import type { RunSession } from '../session/run-session.ts';
import { store, storedRuns } from '../session/storage.ts';
import { EvaluationForm } from './evaluation-form.tsx';
import './evaluation-panel.css';
import { EvaluationPicker } from './evaluation-picker.tsx';
import { EvaluationProgress } from './evaluation-progress.tsx';
import { EvaluationView } from './evaluation-view.tsx';

export function EvaluationPanel({ session }: { session: RunSession }) {
  const experiment = session.experiment.value;
  const { id, settings } = experiment.environment;
  const own = session.evaluations.value.filter(({ delegation }) => delegation === delegates(experiment));
  const [picked, setPicked] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const result = own.find((each) => nameOf(each) === picked) ?? newest(own, delegates(experiment));
  const comparison = useComparison(session);
  const expect = useAnswer(own, (answer) => setPicked(nameOf(answer)));
  const status = session.status.value;
  const canEvaluate = status === 'paused' || status === 'running' || status === 'done';
  return (
    <section class="panel evaluation" aria-labelledby="evaluation-title">
      <header>
        <h2 id="evaluation-title">Held-out tasks</h2>
        <button
          type="button"
          class="button quiet small"
          aria-expanded={asking}
          aria-controls="evaluation-form"
          onClick={() => setAsking(!asking)}
        >
          Evaluate now
        </button>
      </header>
      <div id="evaluation-form">
        {asking && (
          <EvaluationForm
            experiment={experiment}
            difficulties={environmentSpec(id)?.difficulties(settings) ?? []}
            ready={canEvaluate}
            onEvaluate={(choices) => {
              expect(choices.difficulties);
              setAsking(false);
              session.evaluate(choices);
            }}
            onCancel={() => setAsking(false)}
          />
        )}
      </div>
      <EvaluationProgress progress={session.progress.value} running={status === 'running'} />
      {result ? (
        <>
          {own.length > 1 && (
            <EvaluationPicker
              results={own}
              nameOf={nameOf}
              picked={nameOf(result)}
              onPick={(name) => setPicked(name === nameOf(newest(own, result.delegation) ?? result) ? null : name)}
            />
          )}
          <EvaluationView
            result={result}
            comparison={comparison}
            trained={trainedRange(experiment)}
            bands={environmentSpec(id)?.bands(settings) ?? []}
          />
        </>
      ) : (
        <p class="empty">
          No evaluation yet. It comes {experiment.evaluation.every > 0 ? 'during training and ' : ''}at the end, or when
          you ask for it.
        </p>
      )}
    </section>
  );
}

/** Tells a run's evaluations apart. */
function nameOf(result: EvaluationResult): string {
  return `${result.step} ${evaluationChoices(result)}`;
}

/** Answers a function that says on which difficulties an evaluation was asked for; `found` gets its result. */
function useAnswer(
  results: readonly EvaluationResult[],
  found: (result: EvaluationResult) => void,
): (difficulties: readonly number[] | undefined) => void {
  const before = useRef<ReadonlySet<EvaluationResult>>(new Set());
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    const answer = results.find(
      (each) =>
        !before.current.has(each) && each.byDifficulty.map(({ difficulty }) => difficulty).join() === wanted.current,
    );
    if (!answer) return;
    wanted.current = null;
    found(answer);
  }, [results]);
  return (difficulties) => {
    before.current = new Set(results);
    wanted.current = difficulties?.join() ?? null;
  };
}

/** Looks again whenever the stored runs change; an unreadable store means nothing to compare with. */
function useComparison(session: RunSession): Comparison | null {
  const [found, setFound] = useState<Comparison | null>(null);
  const stored = storedRuns.value;
  const experiment = session.experiment.value;
  useEffect(() => {
    if (stored.state !== 'ready') return;
    let current = true;
    const others = stored.runs.filter((run) => run.id !== session.runId);
    findComparison(experiment, others, (runId) => store.evaluations(runId)).then(
      (comparison) => current && setFound(comparison),
      () => current && setFound(null),
    );
    return () => {
      current = false;
    };
  }, [stored, experiment, session.runId]);
  return found;
}
