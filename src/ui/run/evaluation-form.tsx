/** Asking for an evaluation: which tasks, how many attempts, and what else to measure. */
import { useState } from 'preact/hooks';
import type { Experiment } from '../../experiments/experiment.ts';
import type { EvaluationChoices } from '../../rl/config.ts';
import { plural } from '../format.ts';
import { type EvaluationDraft, FIELDS, type Field, firstDraft, readDraft } from './evaluation-draft.ts';

export interface EvaluationFormProps {
  readonly experiment: Experiment;
  /** Difficulties that the environment has, ascending. */
  readonly difficulties: readonly number[];
  /** Whether the run can be asked now. */
  readonly ready: boolean;
  readonly onEvaluate: (choices: EvaluationChoices) => void;
  readonly onCancel: () => void;
}

export function EvaluationForm({ experiment, difficulties, ready, onEvaluate, onCancel }: EvaluationFormProps) {
  const [draft, setDraft] = useState<EvaluationDraft>(() => firstDraft(experiment));
  const { choices, problems } = readDraft(draft, difficulties);
  const trees = choices ? (choices.difficulties?.length ?? 0) * (choices.tasks ?? 0) * (choices.samples ?? 1) : null;
  return (
    <form
      class="evaluation-form"
      aria-label="Evaluate now"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (choices && ready) onEvaluate(choices);
      }}
    >
      <div class="evaluation-fields">
        {FIELDS.map((field) => (
          <NumberField
            key={field.name}
            field={field}
            text={draft[field.name]}
            problem={problems[field.name]}
            onEdit={(text) => setDraft({ ...draft, [field.name]: text })}
          />
        ))}
      </div>
      <label class="evaluation-check">
        <input
          type="checkbox"
          checked={draft.attempts}
          onInput={(event) => setDraft({ ...draft, attempts: event.currentTarget.checked })}
        />
        Keep every attempt, to compare with another agent task by task
      </label>
      <p class="actions">
        <button type="submit" class="button primary" disabled={!choices || !ready}>
          Evaluate
        </button>
        <button type="button" class="button quiet" onClick={onCancel}>
          Cancel
        </button>
        <span class="eyebrow" role="status">
          {!ready
            ? 'The run is not open at the moment.'
            : trees === null
              ? 'Some values cannot be used yet.'
              : `Grows ${plural(trees, 'tree')}. Training waits and is not changed.`}
        </span>
      </p>
    </form>
  );
}

interface NumberFieldProps {
  readonly field: Field;
  readonly text: string;
  readonly problem: string | undefined;
  readonly onEdit: (text: string) => void;
}

function NumberField({ field, text, problem, onEdit }: NumberFieldProps) {
  const id = `evaluate-${field.name}`;
  return (
    <div class="evaluation-field">
      <label for={id}>{field.label}</label>
      <input
        id={id}
        type="text"
        inputMode={field.whole ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-help`}
        onInput={(event) => onEdit(event.currentTarget.value)}
      />
      <p id={`${id}-help`} class={problem ? 'field-problem' : 'help'} role={problem ? 'alert' : undefined}>
        {problem ?? field.help}
      </p>
    </div>
  );
}
