/** The plan in force, in plain English, and for how long it has been carried. */

interface PlanLineProps {
  /** Null without a plan. */
  readonly text: string | null;
  /** For how long, in words. */
  readonly carried: string;
  /** Whether it was written at the step shown. */
  readonly fresh: boolean;
  /** What the agent is said to carry instead of what it wrote; null when that is its plan. */
  readonly instead: string | null;
}

export function PlanLine({ text, carried, fresh, instead }: PlanLineProps) {
  return (
    <div class={`plan-line${fresh ? ' fresh' : ''}${text === null ? ' none' : ''}`}>
      <p class="eyebrow">Plan in force{text !== null && <span class="plan-carried numeric"> · {carried}</span>}</p>
      <p class="plan-text">{text ?? 'No plan is carried.'}</p>
      {instead !== null && <p class="eyebrow">{instead}</p>}
    </div>
  );
}
