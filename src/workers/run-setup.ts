/**
 * Sets a run up: checks its experiment, takes it in the store, chooses its engine, starts its agents and puts the
 * trainer where the run left off. What was set up is released together, also when setting up fails half-way.
 */
import type { EnvironmentSpec } from '../envs/environment.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { parseExperiment } from '../experiments/schema.ts';
import type { Engine, ModelState } from '../model/engine.ts';
import type { Checkpoint, EvaluationResult } from '../rl/records.ts';
import { modelConfig, Trainer, type TrainerHooks } from '../rl/trainer.ts';
import type { StartThread } from './agent-thread.ts';
import type { EngineCatalog } from './engine-catalog.ts';
import { chooseEngine, engineNote } from './engine-choice.ts';
import { WorkerPool } from './pool.ts';
import type { RunEvent } from './protocol.ts';
import { type KeeperParts, RunKeeper } from './run-keeper.ts';
import { Stopwatch, timedEngine, timedPool } from './stopwatch.ts';
import type { Timer } from './timer.ts';

/** What a run is made with; a worker has the real things, tests have others. */
export interface RunParts extends Pick<KeeperParts, 'store' | 'lock'> {
  readonly emit: (event: RunEvent) => void;
  /** Finds an environment by id; throws when there is none. */
  readonly specOf: (id: string) => EnvironmentSpec;
  readonly catalog: EngineCatalog;
  readonly startThread: StartThread;
  readonly timer: Timer;
}

export interface OpenRequest {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly resume: boolean;
}

/** A run that is ready to go on. */
export interface ReadyRun {
  readonly experiment: Experiment;
  readonly trainer: Trainer;
  readonly keeper: RunKeeper;
  readonly pool: WorkerPool;
  readonly stopwatch: Stopwatch;
  /** Evaluations that were stored up to where the run goes on. */
  readonly evaluations: readonly EvaluationResult[];
  /** Frees everything; the run can then be opened again, here or elsewhere. */
  release(): Promise<void>;
}

/** Rejects with an Error in words; everything that was taken is released then. */
export async function setUpRun(parts: RunParts, request: OpenRequest, hooks: TrainerHooks): Promise<ReadyRun> {
  const { emit, timer } = parts;
  const warn = (message: string) => emit({ type: 'warning', message });
  const experiment = parseExperiment(request.experiment);
  const spec = parts.specOf(experiment.environment.id);
  const model = modelConfig(spec, experiment);
  const releases: (() => void | Promise<void>)[] = [];
  const release = async () => {
    for (const free of releases.splice(0).reverse()) await free();
  };
  try {
    const { keeper, ...opened } = await RunKeeper.open(
      { store: parts.store, lock: parts.lock, warn },
      { id: request.runId, experiment, resume: request.resume },
      (checkpoint) => checkNetwork(checkpoint, model),
    );
    releases.push(() => keeper.close());
    const choice = { choice: experiment.engine, before: opened.engine, model, catalog: parts.catalog, timer };
    const chosen = await chooseEngine(choice);
    const { engine } = chosen;
    releases.push(() => engine.dispose());
    emit({ type: 'engine', kind: engine.kind, description: engine.description, reason: chosen.reason });
    await keeper.noteEngine(engineNote(chosen));
    const checkpoint = opened.checkpoint ?? Trainer.initial(spec, experiment);
    await engine.load(checkpoint.model);
    const pool = new WorkerPool({
      environment: experiment.environment,
      size: experiment.workers,
      start: parts.startThread,
      timer,
      onReplaced: warn,
    });
    releases.push(() => pool.dispose());
    const stopwatch = new Stopwatch(timer);
    const timed: { engine: Engine; pool: ReturnType<typeof timedPool> } = {
      engine: timedEngine(engine, stopwatch),
      pool: timedPool(pool, stopwatch),
    };
    const trainer = new Trainer({ spec, config: experiment, ...timed, hooks }, checkpoint);
    return { experiment, trainer, keeper, pool, stopwatch, evaluations: opened.evaluations, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Throws when a stored network is not the one that the experiment describes. */
function checkNetwork(checkpoint: Checkpoint, expected: ModelState['config']): void {
  const stored = checkpoint.model.config;
  for (const field of Object.keys(expected) as (keyof typeof expected)[]) {
    const [has, asked] = [JSON.stringify(stored[field] ?? null), JSON.stringify(expected[field] ?? null)];
    if (has === asked) continue;
    throw new Error(
      `The saved network has model.${field} ${has}, the experiment asks for ${asked}. ` +
        'A network keeps its shape: change it back, or start a new run.',
    );
  }
}
