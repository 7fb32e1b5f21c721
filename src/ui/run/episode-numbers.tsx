/** The numbers of an evaluation on whole episodes as a table. */
import type { EpisodeDifficulty } from '../../rl/records.ts';
import { decimal, percent } from '../format.ts';

export function EpisodeNumbers({ rows }: { rows: readonly EpisodeDifficulty[] }) {
  return (
    <details class="numbers">
      <summary>The numbers of this run</summary>
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Difficulty</th>
              <th scope="col">Episodes</th>
              <th scope="col">Score</th>
              <th scope="col">95 % interval</th>
              <th scope="col">Best</th>
              <th scope="col">Reward</th>
              <th scope="col">Steps</th>
              <th scope="col">Plans per step</th>
              <th scope="col">Tokens</th>
              <th scope="col">In plans</th>
              <th scope="col">Completed</th>
              <th scope="col">Followed</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.difficulty}>
                <th scope="row">{row.difficulty}</th>
                <td>{row.episodes}</td>
                <td>{percent(row.score)}</td>
                <td>
                  {percent(row.low)} to {percent(row.high)}
                </td>
                <td>{percent(row.best.score)}</td>
                <td>{decimal(row.meanReward)}</td>
                <td>{decimal(row.meanSteps)}</td>
                <td>{decimal(row.frequency)}</td>
                <td>{decimal(row.meanTokens)}</td>
                <td>{decimal(row.meanPlanTokens)}</td>
                <td>{percent(row.completed)}</td>
                <td>{percent(row.followed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
