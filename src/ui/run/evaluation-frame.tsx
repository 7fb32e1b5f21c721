/**
 * What the panels of held-out tasks have in common, whatever the method: the button and form by which an evaluation is
 * asked for, how far one is, the choice among several, and one of them in view; an answer comes into view by itself.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Evaluation } from '../../rl/records.ts';
import { evaluationChoices } from '../../store/evaluation-choices.ts';
import type { RunSession } from '../session/run-session.ts';
import type { EvaluationFormKind } from './evaluation-fields.ts';
import { EvaluationForm } from './evaluation-form.tsx';
import './evaluation-panel.css';
import { EvaluationPicker } from './evaluation-picker.tsx';
import { EvaluationProgress } from './evaluation-progress.tsx';

export interface EvaluationFrameProps<Result extends Evaluation> {
  readonly session: RunSession;
  readonly title: string;
  readonly form: EvaluationFormKind;
  /** Of the run's own kind of agent. */
  readonly results: readonly Result[];
  /** The one of them to look at first; null without any. */
  readonly newest: Result | null;
  /** One of them in a line. */
  readonly words: (result: Result) => string;
  readonly children: (result: Result) => ComponentChildren;
}

export function EvaluationFrame<Result extends Evaluation>(props: EvaluationFrameProps<Result>) {
  const { session, title, form, results, newest, words, children } = props;
  const [picked, setPicked] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const result = results.find((each) => nameOf(each) === picked) ?? newest;
  const expect = useAnswer(results, (answer) => setPicked(nameOf(answer)));
  const status = session.status.value;
  const canEvaluate = status === 'paused' || status === 'running' || status === 'done';
  return (
    <section class="panel evaluation" aria-labelledby="evaluation-title">
      <header>
        <h2 id="evaluation-title">{title}</h2>
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
            kind={form}
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
      <EvaluationProgress
        method={session.experiment.value.method}
        progress={session.progress.value}
        running={status === 'running'}
      />
      {result ? (
        <>
          {results.length > 1 && (
            <EvaluationPicker
              results={results}
              nameOf={nameOf}
              words={words}
              picked={nameOf(result)}
              onPick={(name) => setPicked(name === nameOf(newest ?? result) ? null : name)}
            />
          )}
          {children(result)}
        </>
      ) : (
        <p class="empty">
          No evaluation yet. It comes {session.experiment.value.evaluation.every > 0 ? 'during training and ' : ''}at
          the end, or when you ask for it.
        </p>
      )}
    </section>
  );
}

/** Tells a run's evaluations apart. */
function nameOf(result: Evaluation): string {
  return `${result.step} ${evaluationChoices(result)}`;
}

/** Answers a function that says on which difficulties an evaluation was asked for; `found` gets its result. */
function useAnswer<Result extends Evaluation>(
  results: readonly Result[],
  found: (result: Result) => void,
): (difficulties: readonly number[] | undefined) => void {
  const before = useRef<ReadonlySet<Result>>(new Set());
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
