/** Asking for an evaluation: which tasks, how many of them, and what else to measure. */
import { useState } from 'preact/hooks';
import type { EvaluationChoices } from '../../rl/config.ts';
import type { EvaluationFormKind, Field } from './evaluation-fields.ts';

export interface EvaluationFormProps {
  readonly kind: EvaluationFormKind;
  /** Whether the run can be asked now. */
  readonly ready: boolean;
  readonly onEvaluate: (choices: EvaluationChoices) => void;
  readonly onCancel: () => void;
}

export function EvaluationForm({ kind, ready, onEvaluate, onCancel }: EvaluationFormProps) {
  const { fields, check } = kind;
  const [draft, setDraft] = useState(kind.first);
  const { choices, problems } = kind.read(draft);
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
        {fields.map((field) => (
          <NumberField
            key={field.name}
            field={field}
            text={draft[field.name] ?? ''}
            problem={problems[field.name]}
            onEdit={(text) => setDraft({ ...draft, [field.name]: text })}
          />
        ))}
      </div>
      {check && (
        <label class="evaluation-check">
          <input
            type="checkbox"
            checked={draft[check.name] === 'true'}
            onInput={(event) => setDraft({ ...draft, [check.name]: String(event.currentTarget.checked) })}
          />
          {check.label}
        </label>
      )}
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
            : choices === null
              ? 'Some values cannot be used yet.'
              : `${kind.sizeWords(choices)} Training waits and is not changed.`}
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
