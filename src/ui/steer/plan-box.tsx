/**
 * Where a person writes a plan, by typing or by picking goals, which writes the same words. What is not understood is
 * marked, with what could stand there instead. Whoever presses a button that goes away with that writes on in the text.
 */
import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { MOST_STEPS, type PlanStep } from '../../envs/crafter/plan.ts';
import { decodePlan } from '../../envs/crafter/plan-tokens.ts';
import { readPlan } from '../../envs/crafter/reading.ts';
import { wordPlan, wordStep } from '../../envs/crafter/wording.ts';
import type { PlanReading } from '../../envs/planning.ts';
import { GoalPicker } from './goal-picker.tsx';
import type { SteerSession } from './session.ts';

const EXAMPLES = [
  'Collect 5 wood, then place a table.',
  'Drink water, then eat a cow.',
  'Make a wood pickaxe, then collect 3 stone to the north.',
] as const;

interface PlanBoxProps {
  readonly session: SteerSession;
  readonly draft: Signal<string>;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Puts the keyboard into that field. */
  readonly toWriting: () => void;
}

export function PlanBox({ session, draft, field, toWriting }: PlanBoxProps) {
  const id = useId();
  const text = draft.value;
  const blank = text.trim() === '';
  const reading = blank ? null : readPlan(text);
  const steps = reading && 'plan' in reading ? decodePlan(reading.plan) : [];
  const over = session.end.value !== null;
  const give = () => {
    if (!reading || !('plan' in reading) || over) return;
    session.givePlan(reading.plan);
    replace('');
  };
  const replace = (better: string) => {
    draft.value = better;
    toWriting();
  };
  return (
    <section class="plan-box" aria-label="Write a plan">
      <h3>
        <label for={id}>Give a plan</label>
      </h3>
      <textarea
        ref={field}
        id={id}
        rows={2}
        value={text}
        spellcheck={false}
        placeholder="Collect 3 wood to the north, then place a table"
        aria-invalid={reading !== null && 'problem' in reading}
        aria-describedby={`${id}-reading`}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          give();
        }}
      />
      <div id={`${id}-reading`} class="plan-reading">
        {reading === null ? (
          <Examples choose={replace} />
        ) : 'problem' in reading ? (
          <Problem text={text} reading={reading} replace={replace} />
        ) : (
          <Chips steps={steps} write={(plan) => replace(textOf(plan))} />
        )}
      </div>
      <GoalPicker
        disabled={steps.length >= MOST_STEPS || (!blank && steps.length === 0)}
        add={(step) => {
          draft.value = textOf([...steps, step]);
          if (steps.length + 1 === MOST_STEPS) toWriting();
        }}
      />
      <button type="button" class="button primary give" disabled={steps.length === 0 || over} onClick={give}>
        Give plan
      </button>
    </section>
  );
}

function textOf(plan: readonly PlanStep[]): string {
  return plan.length === 0 ? '' : wordPlan(plan);
}

function Examples({ choose }: { choose: (example: string) => void }) {
  return (
    <p class="plan-examples">
      <span class="quiet">For example</span>
      {EXAMPLES.map((example) => (
        <button key={example} type="button" class="chip" onClick={() => choose(example)}>
          {example}
        </button>
      ))}
    </p>
  );
}

function Chips({ steps, write }: { steps: readonly PlanStep[]; write: (plan: readonly PlanStep[]) => void }) {
  return (
    <>
      <span class="quiet">Understood as</span>
      <ol class="plan-chips">
        {steps.map((step, i) => (
          <li key={`${i} ${step.goal}`} class="chip">
            {wordStep(step)}
            <button
              type="button"
              class="chip-remove"
              aria-label={`Leave out: ${wordStep(step)}`}
              onClick={() => write(steps.filter((_, other) => other !== i))}
            >
              ×
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

interface ProblemProps {
  readonly text: string;
  readonly reading: Extract<PlanReading, { readonly problem: string }>;
  readonly replace: (text: string) => void;
}

function Problem({ text, reading: { problem, from, to, suggestions }, replace }: ProblemProps) {
  return (
    <>
      {to > from && (
        <p class="plan-marked">
          {text.slice(0, from)}
          <mark>{text.slice(from, to)}</mark>
          {text.slice(to)}
        </p>
      )}
      <p class="plan-problem">{problem}</p>
      {suggestions.length > 0 && (
        <p class="plan-suggestions">
          <span class="quiet">Instead</span>
          {suggestions.map((suggestion) => (
            <button
              key={suggestion}
              type="button"
              class="chip"
              onClick={() => replace(text.slice(0, from) + suggestion + text.slice(to))}
            >
              {suggestion}
            </button>
          ))}
        </p>
      )}
    </>
  );
}
