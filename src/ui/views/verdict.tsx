/** An answer and how right it is, and what an agent heard from its sub-agents, as every question's view says it. */
import type { ComponentChildren } from 'preact';

export interface Judged {
  /** Null without an answer. */
  readonly said: string | null;
  readonly right: string;
  /** In [0, 1]. */
  readonly credit: number;
}

export function Verdict({ judged: { said, right, credit } }: { judged: Judged }) {
  if (said === null) return <span class="view-note">No answer yet; right would be {right}.</span>;
  return (
    <span>
      Answer <b>{said}</b>,{' '}
      {credit === 1 ? (
        <span class="reached">right</span>
      ) : (
        <>
          <span class="missed">right is {right}</span>
          {credit > 0 && `, credit ${credit.toFixed(2)}`}
        </>
      )}
      .
    </span>
  );
}

export interface Report extends Judged {
  /** What was asked of whom. */
  readonly asked: ComponentChildren;
}

export function Heard({ reports }: { reports: readonly Report[] }) {
  if (reports.length === 0) return null;
  return (
    <section aria-label="Heard from sub-agents">
      <h4>Heard from sub-agents</h4>
      <ul class="view-list">
        {reports.map((report, i) => (
          <li key={i}>
            {report.asked}{' '}
            {report.said === null ? (
              <span class="missed">It ended without an answer.</span>
            ) : (
              <Verdict judged={report} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
