/** Which of the library's agents plays, and how it stands with it. */
import { useEffect, useId } from 'preact/hooks';
import type { RunRecord } from '../../store/types.ts';
import { plural } from '../format.ts';
import { refreshRuns, storedRuns } from '../session/storage.ts';
import type { Trained, TrainedState } from './trained.ts';

export function TrainedPanel({ agent }: { agent: Trained }) {
  const id = useId();
  const stored = storedRuns.value;
  useEffect(() => {
    void refreshRuns();
  }, []);
  const runs = stored.state === 'ready' ? stored.runs.filter(isOfCrafter) : [];
  const ready = runs.filter(isSaved);
  const chosen = agent.run.value;
  const first = ready[0]?.id;
  useEffect(() => {
    if (agent.run.peek() === null && first !== undefined) agent.choose(first);
  }, [agent, first]);
  if (stored.state === 'loading') return <p class="trained quiet">The library is being read…</p>;
  if (stored.state === 'refused') {
    return (
      <p class="trained notice problem" role="alert">
        The library cannot be read. {stored.message}
      </p>
    );
  }
  if (ready.length === 0) {
    return (
      <p class="trained">
        {runs.length === 0
          ? 'There is no agent yet that has learned to play Crafter. '
          : 'Of the runs that learn to play Crafter, nothing is saved yet. Let one learn for a while. '}
        <a href="#/run?preset=dynamic-crafter">Train one</a>, and it can be watched here, also while it goes on
        learning.
      </p>
    );
  }
  return (
    <div class="trained">
      <label for={id}>Run</label>
      <select id={id} value={chosen ?? ''} onChange={(event) => agent.choose(event.currentTarget.value)}>
        {runs.map((run) => (
          <option key={run.id} value={run.id} disabled={!isSaved(run)}>
            {run.name}, {isSaved(run) ? `after ${plural(run.cursor?.total ?? 0, 'step')}` : 'nothing is saved yet'}
          </option>
        ))}
      </select>
      <State state={agent.state.value} again={() => chosen !== null && agent.choose(chosen)} />
    </div>
  );
}

function State({ state, again }: { state: TrainedState; again: () => void }) {
  switch (state.kind) {
    case 'failed':
      return (
        <div class="notice problem" role="alert">
          <p>
            <strong>This agent cannot play.</strong> {state.message}
          </p>
          <p>
            <button type="button" class="button small" onClick={again}>
              Try again
            </button>
          </p>
        </div>
      );
    case 'opening':
      return (
        <p class="quiet" role="status">
          The agent is being fetched from the library…
        </p>
      );
    case 'playing':
      return (
        <p class="quiet" role="status">
          It plays as it was after {plural(state.step, 'step')} of learning. A plan that you give it it keeps until all
          of it is reached or you take it back; whether it follows depends on what it has learned. {state.remark}
        </p>
      );
    case 'resting':
      return <p class="quiet">It is fetched from the library when the game goes on.</p>;
    default:
      return state satisfies never;
  }
}

/** Whether the agents of the run play this game. */
function isOfCrafter({ experiment }: RunRecord): boolean {
  return experiment.method === 'dynamic-planning' && experiment.environment.id === 'crafter';
}

function isSaved({ cursor }: RunRecord): boolean {
  return cursor !== null;
}
