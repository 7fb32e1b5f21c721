/**
 * What a new plan is worth to an agent that carries one: reward gained or lost against going on with the old plan, with
 * its interval, over all moments, by what the agent itself decided, and by the age of the plan.
 */
import type { MomentMean, PlanAdvantageResult } from '../../rl/records.ts';
import { percent, plural } from '../format.ts';

export function PlanWorth({ advantage }: { advantage: PlanAdvantageResult }) {
  const { moments, positive, rollouts, steps } = advantage;
  return (
    <section class="agent-scores plan-worth" aria-labelledby="plan-worth-title">
      <h3 id="plan-worth-title">What a new plan is worth</h3>
      {moments === 0 ? (
        <p class="figure-note">No plan was carried in these episodes, so nothing could be measured.</p>
      ) : (
        <>
          <p class="figure-note">
            Reward that a new plan adds to going on with the old one, its cost aside: from each of{' '}
            {plural(moments, 'moment')}, {plural(rollouts, 'copy', 'copies')} with a new plan and as many without go on
            for {plural(steps, 'step')}, free to plan again from the second on. At {percent(positive)} of the moments it
            gains.
          </p>
          <Rows rows={rowsOf(advantage)} />
        </>
      )}
    </section>
  );
}

interface Row extends MomentMean {
  readonly name: string;
  /** Whether it is about all moments. */
  readonly whole?: boolean;
}

function rowsOf(advantage: PlanAdvantageResult): Row[] {
  const { byAge, decided } = advantage;
  return [
    { ...advantage, name: 'All moments', whole: true },
    ...(decided.planned ? [{ ...decided.planned, name: 'Where the agent plans' }] : []),
    ...(decided.kept ? [{ ...decided.kept, name: 'Where it keeps its plan' }] : []),
    ...byAge.map((row) => ({ ...row, name: ageWords(row) })),
  ];
}

/** "Plan of 5 to 8 steps ago". */
function ageWords({ from, to }: { readonly from: number; readonly to: number }): string {
  return `Plan of ${from === to ? plural(from, 'step') : `${from} to ${to} steps`} ago`;
}

function Rows({ rows }: { rows: readonly Row[] }) {
  // Few moments have intervals that would leave no room for the others.
  const known = rows.filter((row) => row.whole || row.moments >= 5);
  const reach = Math.max(0.01, ...known.flatMap(({ mean, low, high }) => [mean, low, high].map(finite).map(Math.abs)));
  const at = (value: number) => `${50 + 50 * Math.max(-1, Math.min(1, finite(value) / reach))}%`;
  const span = (low: number, high: number) => ({ left: at(low), right: `calc(100% - ${at(high)})` });
  return (
    <table class="numeric">
      <thead>
        <tr>
          <th scope="col">Moments</th>
          <th scope="col">Worth</th>
          <td aria-hidden="true" />
          <th scope="col">95 % interval</th>
          <th scope="col">Number</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, whole, moments, mean, low, high }) => (
          <tr key={name} class={whole ? 'own' : ''}>
            <th scope="row">
              <span class="agent-kind">{name}</span>
            </th>
            <td>{signed(mean)}</td>
            <td class="agent-bar" aria-hidden="true">
              <span class="agent-track">
                {Number.isFinite(low) && <span class="agent-interval" style={span(low, high)} />}
                <span class="agent-dot" style={{ left: at(mean) }} />
              </span>
            </td>
            <td>{Number.isFinite(low) ? `${signed(low)} to ${signed(high)}` : '–'}</td>
            <td>{moments}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

/** "+0.25", "−0.04": which side of nothing is what counts. */
function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}
