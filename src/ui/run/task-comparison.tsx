/** The recursive against the single agent on the very same tasks: who solves what, and costs where both do. */
import type { ComparisonRow, EvaluationComparison, Ratio } from '../../experiments/evaluation-comparison.ts';
import { plural } from '../format.ts';

export interface TaskComparisonProps {
  /** Recursive relative to single; null when there is no pair of evaluations with attempts at the same tasks. */
  readonly comparison: EvaluationComparison | null;
  /** What the two runs are called. */
  readonly recursive: string;
  readonly single: string;
  /** Whether the evaluation in view kept its attempts. */
  readonly kept: boolean;
}

export function TaskComparison({ comparison, recursive, single, kept }: TaskComparisonProps) {
  if (!comparison) {
    return (
      <p class="figure-note">
        {kept
          ? 'To compare the two agents task by task, evaluate the other run too, with the same seed and keeping every attempt.'
          : 'To compare the two agents task by task, evaluate both runs, keeping every attempt.'}
      </p>
    );
  }
  const { byDifficulty, overall } = comparison;
  const timed = overall.seconds !== null;
  const rows = [...byDifficulty.map((row) => ({ name: String(row.difficulty), row })), { name: 'All', row: overall }];
  return (
    <details class="numbers" open>
      <summary>
        Task by task: recursive agent ({recursive}) against single agent ({single})
      </summary>
      <p class="figure-note">{words(overall)}</p>
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Difficulty</th>
              <th scope="col">Both solve</th>
              <th scope="col">Only recursive</th>
              <th scope="col">Only single</th>
              <th scope="col">Turns</th>
              <th scope="col">Critical turns</th>
              <th scope="col">Tokens</th>
              <th scope="col">Critical tokens</th>
              {timed && <th scope="col">Time</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, row }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {row.both} of {row.tasks}
                </td>
                <td>{row.onlyFirst}</td>
                <td>{row.onlySecond}</td>
                <RatioCell ratio={row.turns} />
                <RatioCell ratio={row.criticalTurns} />
                <RatioCell ratio={row.tokens} />
                <RatioCell ratio={row.criticalTokens} />
                {timed && <RatioCell ratio={row.seconds} />}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="eyebrow">
        Costs are those of the recursive agent relative to the single agent on tasks that both solve: geometric means
        with 95 % intervals.
      </p>
    </details>
  );
}

function RatioCell({ ratio }: { ratio: Ratio | null }) {
  if (!ratio) return <td>–</td>;
  return (
    <td>
      {times(ratio.ratio)}
      {ratio.interval && (
        <span class="interval">
          {' '}
          {ratio.interval[0].toFixed(2)} to {ratio.interval[1].toFixed(2)}
        </span>
      )}
    </td>
  );
}

/** The whole comparison in two sentences. */
function words({ tasks, both, onlyFirst, onlySecond, turns, criticalTurns, seconds }: ComparisonRow): string {
  const solved =
    `Of ${plural(tasks, 'task')} both agents solve ${both}, ` +
    `only the recursive one ${onlyFirst}, only the single one ${onlySecond}.`;
  if (!turns || !criticalTurns) return solved;
  const link = turns.ratio > criticalTurns.ratio ? 'but' : 'and';
  const time = seconds ? `, and it takes ${times(seconds.ratio)} the time` : '';
  return (
    `${solved} Where both do, the recursive agent takes ${times(turns.ratio)} the turns in all, ` +
    `${link} ${times(criticalTurns.ratio)} along its critical path${time}.`
  );
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}
