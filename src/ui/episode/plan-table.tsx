/** All plans of a recorded episode, in plain English; each row leads to the step at which its plan was written. */
import { plural } from '../format.ts';
import { Folded } from '../parts/folded.tsx';
import { signed } from './episode-words.ts';
import type { PlanSpan } from './outline.ts';

export interface PlanTableProps {
  readonly spans: readonly PlanSpan[];
  readonly shown: PlanSpan | null;
  readonly wordPlan: (plan: readonly number[]) => string;
  readonly onSeek: (step: number) => void;
}

export function PlanTable({ spans, shown, wordPlan, onSeek }: PlanTableProps) {
  if (spans.length === 0) return null;
  return (
    <Folded
      class="plan-table"
      summary={`${spans.length === 1 ? 'The plan' : `All ${spans.length} plans`} of this recording`}
    >
      {() => (
        <div class="plan-rows">
          <table>
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col">Plan</th>
                <th scope="col">Carried</th>
                <th scope="col">Reward</th>
              </tr>
            </thead>
            <tbody>
              {spans.map((span) => (
                <tr key={`${span.from} ${span.written}`} aria-current={span === shown ? 'step' : undefined}>
                  <th scope="row">{span.written ? span.from + 1 : 'before'}</th>
                  <td>
                    <button type="button" onClick={() => onSeek(span.written ? span.from + 1 : 0)}>
                      {wordPlan(span.plan)}
                    </button>
                  </td>
                  <td>{plural(span.until - span.from, 'step')}</td>
                  <td>{signed(span.reward)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Folded>
  );
}
