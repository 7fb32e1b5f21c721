/** One knob as a form field: label, control, unit, range, help, and what is wrong with its value in words. */
import type { Knob, NumberKnob, Problem } from '../../experiments/knob.ts';

export interface KnobFieldProps {
  readonly knob: Knob;
  /** The value as text; what the person typed, if they did. */
  readonly text: string;
  readonly changed: boolean;
  readonly problem: Problem | undefined;
  readonly onEdit: (knob: Knob, text: string) => void;
}

export function KnobField({ knob, text, changed, problem, onEdit }: KnobFieldProps) {
  const id = `knob-${knob.path}`;
  const describedBy = problem ? `${id}-help ${id}-problem` : `${id}-help`;
  return (
    <div class={`knob knob-${knob.kind}${changed ? ' changed' : ''}`}>
      <label for={id}>
        {knob.label}
        {changed && <span class="changed-mark">changed</span>}
      </label>
      <span class="control">
        <Control
          knob={knob}
          id={id}
          text={text}
          invalid={problem !== undefined}
          describedBy={describedBy}
          onEdit={onEdit}
        />
      </span>
      <p class="help" id={`${id}-help`}>
        {knob.help} {'min' in knob && <span class="range">{rangeText(knob)}</span>}
      </p>
      {problem && (
        <p class="field-problem" id={`${id}-problem`} role="alert">
          {problem.remedy} Found: {problem.found}.
        </p>
      )}
    </div>
  );
}

/** "1 to 200 turns". */
function rangeText({ min, max, unit }: NumberKnob): string {
  const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 6 });
  return `${number(min)} to ${number(max)}${unit === '' ? '' : ` ${unit}`}`;
}

interface ControlProps {
  readonly knob: Knob;
  readonly id: string;
  readonly text: string;
  readonly invalid: boolean;
  readonly describedBy: string;
  readonly onEdit: (knob: Knob, text: string) => void;
}

function Control({ knob, id, text, invalid, describedBy, onEdit }: ControlProps) {
  const common = { id, 'aria-invalid': invalid, 'aria-describedby': describedBy };
  switch (knob.kind) {
    case 'integer':
    case 'number':
      return (
        <input
          {...common}
          type="text"
          inputMode={knob.kind === 'integer' ? 'numeric' : 'decimal'}
          autoComplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => onEdit(knob, event.currentTarget.value)}
          onKeyDown={(event) => {
            const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
            if (direction === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            onEdit(knob, nudged(text, direction * knob.step * (event.shiftKey ? 10 : 1), knob.min, knob.max));
          }}
        />
      );
    case 'boolean':
      return (
        <input
          {...common}
          type="checkbox"
          checked={text === 'true'}
          onInput={(event) => onEdit(knob, String(event.currentTarget.checked))}
        />
      );
    case 'choice':
      return (
        <select {...common} value={text} onInput={(event) => onEdit(knob, event.currentTarget.value)}>
          {knob.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      );
    case 'text':
      return (
        <input
          {...common}
          type="text"
          autoComplete="off"
          maxLength={knob.maxLength}
          value={text}
          onInput={(event) => onEdit(knob, event.currentTarget.value)}
        />
      );
    default:
      return knob satisfies never;
  }
}

/** The number `by` further, within the range and without the dust of binary fractions. */
export function nudged(text: string, by: number, min: number, max: number): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  return String(Number(Math.min(max, Math.max(min, value + by)).toPrecision(12)));
}
