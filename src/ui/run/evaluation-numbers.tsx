/** The numbers of an evaluation as tables. */
import type { DifficultyResult, TaskSpeed } from '../../rl/records.ts';
import { decimal, percent } from '../format.ts';

export function NumbersTable({ rows }: { rows: readonly DifficultyResult[] }) {
  const several = rows.some((row) => row.samples > 1);
  return (
    <details class="numbers">
      <summary>The numbers of this run</summary>
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Difficulty</th>
              <th scope="col">Solved</th>
              <th scope="col">95 % interval</th>
              {several && <th scope="col">Any attempt</th>}
              <th scope="col">Mean score</th>
              <th scope="col">Agents</th>
              <th scope="col">Turns</th>
              <th scope="col">Critical turns</th>
              <th scope="col">Tokens</th>
              <th scope="col">Critical tokens</th>
              <th scope="col">Side by side</th>
              <th scope="col">Routers</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.difficulty}>
                <th scope="row">{row.difficulty}</th>
                <td>
                  {row.solved} of {row.tasks * row.samples}
                </td>
                <td>
                  {percent(row.low)} to {percent(row.high)}
                </td>
                {several && <td>{percent(row.passAt.at(-1) ?? Number.NaN)}</td>}
                <td>{percent(row.score)}</td>
                <td>{decimal(row.meanAgents)}</td>
                <td>{decimal(row.meanTurns)}</td>
                <td>{decimal(row.meanCriticalTurns)}</td>
                <td>{decimal(row.meanTokens)}</td>
                <td>{decimal(row.meanCriticalTokens)}</td>
                <td>{percent(row.parallelFraction)}</td>
                <td>{percent(row.routers)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

export function SpeedTable({ speed }: { speed: readonly TaskSpeed[] }) {
  const difficulties = [...new Set(speed.map(({ difficulty }) => difficulty))];
  return (
    <details class="numbers">
      <summary>How long tasks take</summary>
      <p class="figure-note">
        Each task was solved while nothing else was computed: its sub-agents side by side, and once more one after the
        other.
      </p>
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Difficulty</th>
              <th scope="col">Tasks</th>
              <th scope="col">Side by side</th>
              <th scope="col">One after the other</th>
              <th scope="col">Ratio</th>
            </tr>
          </thead>
          <tbody>
            {difficulties.map((difficulty) => {
              const own = speed.filter((row) => row.difficulty === difficulty);
              const total = (field: 'parallelSeconds' | 'serialSeconds') =>
                own.reduce((sum, row) => sum + row[field], 0);
              const [parallel, serial] = [total('parallelSeconds'), total('serialSeconds')];
              return (
                <tr key={difficulty}>
                  <th scope="row">{difficulty}</th>
                  <td>{own.length}</td>
                  <td>{decimal(parallel / own.length)} s</td>
                  <td>{decimal(serial / own.length)} s</td>
                  <td>{decimal(parallel / serial)}×</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
