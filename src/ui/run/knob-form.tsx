/** The settings of a run, generated from the table of knobs: by group, the finer ones folded, hidden ones left out. */
import { useId } from 'preact/hooks';
import { warmStartTitle } from '../../experiments/agent-words.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { KNOB_GROUPS, type Knob, type KnobGroup, type Problem } from '../../experiments/knob.ts';
import { knobsFor } from '../../experiments/knobs/index.ts';
import { readPath } from '../../experiments/set-path.ts';
import type { Draft, Edits } from './draft.ts';
import { KnobField } from './knob-field.tsx';
import './knob-form.css';

export interface KnobFormProps {
  /** The experiment in force. */
  readonly base: Experiment;
  readonly edits: Edits;
  readonly draft: Draft;
  readonly hidden: readonly string[];
  readonly onEdit: (knob: Knob, text: string) => void;
}

/** Groups that stand open at first: the ones that a newcomer plays with. */
const OPEN: readonly KnobGroup[] = ['agent', 'training'];

export function KnobForm({ base, edits, draft, hidden, onEdit }: KnobFormProps) {
  const knobs = knobsFor(base).filter((knob) => !hidden.includes(knob.path));
  const field = (knob: Knob) => (
    <KnobField
      key={knob.path}
      knob={knob}
      text={edits.get(knob.path) ?? String(readPath(base, knob.path))}
      changed={draft.changed.includes(knob)}
      problem={draft.problems.find((problem) => problem.path === knob.path)}
      onEdit={onEdit}
    />
  );
  return (
    <div class="knob-form">
      {KNOB_GROUPS.map(({ id, title }) => {
        const members = knobs.filter((knob) => knob.group === id);
        if (members.length === 0) return null;
        return (
          <Group
            key={id}
            title={id === 'warm-start' ? warmStartTitle(base.method) : title}
            open={OPEN.includes(id)}
            count={problemCount(members, draft.problems)}
          >
            {members.filter((knob) => !knob.advanced).map(field)}
            <Advanced knobs={members.filter((knob) => knob.advanced)} draft={draft} field={field} />
          </Group>
        );
      })}
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly open: boolean;
  /** Problems inside. */
  readonly count: number;
  readonly children: preact.ComponentChildren;
}

function Group({ title, open, count, children }: GroupProps) {
  const heading = useId();
  // A problem opens its group: nobody should have to look for what is wrong.
  return (
    <details class="knob-group" open={open || count > 0} aria-labelledby={heading}>
      <summary id={heading}>
        {title}
        {count > 0 && <span class="group-problems">{count === 1 ? '1 problem' : `${count} problems`}</span>}
      </summary>
      <div class="knobs">{children}</div>
    </details>
  );
}

interface AdvancedProps {
  readonly knobs: readonly Knob[];
  readonly draft: Draft;
  readonly field: (knob: Knob) => preact.ComponentChild;
}

function Advanced({ knobs, draft, field }: AdvancedProps) {
  if (knobs.length === 0) return null;
  const needed = problemCount(knobs, draft.problems) > 0;
  return (
    <details class="advanced" open={needed}>
      <summary>Finer settings ({knobs.length})</summary>
      <div class="knobs">{knobs.map(field)}</div>
    </details>
  );
}

function problemCount(knobs: readonly Knob[], problems: readonly Problem[]): number {
  return problems.filter((problem) => knobs.some((knob) => knob.path === problem.path)).length;
}
