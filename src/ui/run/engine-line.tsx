/** Which engine computes, in a line; behind it, why this one, what was measured, and measuring again. */
import type { EngineFigure } from '../../workers/protocol.ts';
import type { EngineInfo } from '../session/run-session.ts';
import './engine-line.css';

export interface EngineLineProps {
  /** Null while it is being chosen. */
  readonly engine: EngineInfo | null;
  /** Null while that cannot be done. */
  readonly onMeasure: (() => void) | null;
}

export function EngineLine({ engine, onMeasure }: EngineLineProps) {
  if (!engine) return <p class="engine">Engine: being chosen</p>;
  return (
    <details class="engine">
      <summary>
        Engine: <span class="engine-name">{engine.description}</span>
        {engine.speeds !== '' && <span class="numeric"> · {engine.speeds}</span>}
      </summary>
      <p>{engine.reason}</p>
      {engine.figures.length > 0 && <FigureTable figures={engine.figures} />}
      <p>
        <button
          type="button"
          class="button small"
          disabled={!onMeasure}
          title="Saves the run, measures about a second per engine, and goes on with the one chosen then"
          onClick={() => onMeasure?.()}
        >
          Measure again
        </button>
      </p>
    </details>
  );
}

function FigureTable({ figures }: { figures: readonly EngineFigure[] }) {
  return (
    <>
      <table class="engine-figures numeric">
        <thead>
          <tr>
            <th scope="col">Engine</th>
            <th scope="col">A round</th>
            <th scope="col">The first</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ name, milliseconds, warmUpMilliseconds, failure }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {milliseconds === null || warmUpMilliseconds === null ? (
                <td colSpan={2}>{failure}</td>
              ) : (
                <>
                  <td>{inMilliseconds(milliseconds)}</td>
                  <td>{inMilliseconds(warmUpMilliseconds)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p>A round is a turn of every agent and one optimizer step. The first one also compiles.</p>
    </>
  );
}

function inMilliseconds(milliseconds: number): string {
  return `${milliseconds < 9.95 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
