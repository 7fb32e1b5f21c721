/**
 * The settings of the run in view: a form whose changes wait until they are applied, either to the run as it goes on
 * or to a new run from the start. Before a run there is nothing to apply to, and changes count at once.
 */
import type { Knob } from '../../experiments/knob.ts';
import { ProblemList } from '../parts/problem-list.tsx';
import type { Draft, Edits } from './draft.ts';
import { KnobForm, type KnobFormProps } from './knob-form.tsx';

export interface SettingsPanelProps extends KnobFormProps {
  readonly edits: Edits;
  readonly draft: Draft;
  readonly onEdit: (knob: Knob, text: string) => void;
  /** What can be done with changes; null before a run. */
  readonly apply: ApplyActions | null;
}

export interface ApplyActions {
  /** Absent when the run is over or not yet open. */
  readonly onContinue?: () => void;
  readonly onReset: () => void;
  readonly onDiscard: () => void;
}

export function SettingsPanel({ apply, ...form }: SettingsPanelProps) {
  const { draft, edits } = form;
  // Before a run they stand beside the button that they disable; problems of single fields stand at those.
  const general = apply ? draft.problems.filter(({ path }) => path === '' || path === 'environment.settings') : [];
  return (
    <section class="panel settings" aria-labelledby="settings-title">
      <header>
        <h2 id="settings-title">Settings</h2>
      </header>
      <ProblemList title="These settings cannot run together:" problems={general} />
      {apply && edits.size > 0 && <ApplyBar draft={draft} {...apply} />}
      <KnobForm {...form} />
    </section>
  );
}

function ApplyBar({ draft, onContinue, onReset, onDiscard }: ApplyActions & { draft: Draft }) {
  const broken = draft.problems.length > 0;
  const nothing = draft.changed.length === 0;
  const fixed = draft.changed.filter((knob) => knob.change === 'reset').map((knob) => knob.label.toLowerCase());
  const continues = onContinue && !draft.needsReset;
  return (
    <div class="apply-bar" role="status">
      <p>
        {broken
          ? 'Some values cannot be used yet; see below.'
          : nothing
            ? 'Nothing has changed.'
            : `Changed, not in force yet: ${draft.changed.map((knob) => knob.label).join(', ')}.`}
        {!broken && draft.needsReset && ` A run cannot change its ${list(fixed)} midway, so this takes a new run.`}
      </p>
      <p class="apply-actions">
        {continues && (
          <button type="button" class="button primary" disabled={broken || nothing} onClick={onContinue}>
            Apply and continue
          </button>
        )}
        <button
          type="button"
          class={continues ? 'button' : 'button primary'}
          disabled={broken || nothing}
          onClick={onReset}
        >
          Apply and reset
        </button>
        <button type="button" class="button quiet" onClick={onDiscard}>
          Discard
        </button>
      </p>
    </div>
  );
}

function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
