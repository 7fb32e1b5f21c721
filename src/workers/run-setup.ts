/**
 * Sets a run up: checks its experiment, takes it in the store, chooses its engine, starts its agents and puts the
 * trainer where the run left off. What was set up is released together, also when setting up fails half-way.
 */
import type { Vocabulary } from '../envs/environment.ts';
import { environment, planningEnvironment } from '../envs/registry.ts';
import { checkPurpose } from '../experiments/consistency.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { problemText } from '../experiments/knob.ts';
import { parseExperiment, parseStoredExperiment } from '../experiments/schema.ts';
import type { Engine, ModelState } from '../model/engine.ts';
import { planningTrainer } from '../rl/planning-run.ts';
import { type RaoParts, raoTrainer } from '../rl/rao-run.ts';
import type { Checkpoint, Evaluation } from '../rl/records.ts';
import { modelConfig, Trainer, type TrainerHooks } from '../rl/trainer.ts';
import type { StartThread } from './agent-thread.ts';
import type { EngineCatalog } from './engine-catalog.ts';
import { type ChosenEngine, chooseEngine, type EngineQuestion, engineNote } from './engine-choice.ts';
import { GuardedEngine } from './engine-guard.ts';
import type { SearchParts } from './engine-search.ts';
import { trialWork } from './engine-trial.ts';
import { WorkerPool } from './pool.ts';
import type { RunEvent } from './protocol.ts';
import { type KeeperParts, RunKeeper } from './run-keeper.ts';
import { Stopwatch, timedEngine, timedPool } from './stopwatch.ts';
import type { Timer } from './timer.ts';

/** What a run is made with; a worker has the real things, tests have others. */
export interface RunParts extends Pick<KeeperParts, 'store' | 'lock'> {
  readonly emit: (event: RunEvent) => void;
  readonly catalog: EngineCatalog;
  /** What is remembered about engines on this machine. */
  readonly notes: SearchParts['notes'];
  readonly startThread: StartThread;
  readonly timer: Timer;
}

export interface OpenRequest {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly resume: boolean;
  readonly measure?: boolean;
}

/** What the run's owner hears while it is set up and while it runs. */
export interface RunHooks extends TrainerHooks {
  /** What takes long while the run is set up, in words. */
  preparing(message: string): void;
  /** The run stands still, for the reason given in words; '' when it goes on. */
  held(message: string): void;
}

/** A run that is ready to go on. */
export interface ReadyRun {
  readonly experiment: Experiment;
  readonly trainer: Trainer;
  readonly keeper: RunKeeper;
  readonly pool: WorkerPool;
  readonly stopwatch: Stopwatch;
  /** Evaluations that were stored up to where the run goes on. */
  readonly evaluations: readonly Evaluation[];
  /** Frees everything; the run can then be opened again, here or elsewhere. */
  release(): Promise<void>;
}

/** Rejects with an Error in words; everything that was taken is released then. */
export async function setUpRun(parts: RunParts, request: OpenRequest, hooks: RunHooks): Promise<ReadyRun> {
  const { emit, timer } = parts;
  const warn = (message: string) => emit({ type: 'warning', message });
  const experiment = (request.resume ? parseStoredExperiment : parseExperiment)(request.experiment);
  for (const problem of checkPurpose(experiment)) warn(problemText(problem));
  const vocabulary = vocabularyOf(experiment);
  const model = modelConfig(experiment, vocabulary.names.length);
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
    const question: EngineQuestion = {
      choice: experiment.engine,
      before: opened.engine,
      again: request.measure ?? false,
      work: trialWork(experiment, model),
      catalog: parts.catalog,
      notes: parts.notes,
      timer,
      tell: (message) => hooks.preparing(message),
    };
    const report = (chosen: Omit<ChosenEngine, 'option'>) => {
      const { engine, reason, speeds, figures } = chosen;
      emit({ type: 'engine', kind: engine.kind, description: engine.description, reason, speeds, figures });
    };
    const chosen = await chooseEngine(question);
    const engine = guarded(chosen, question, {
      held: (message) => hooks.held(message),
      replaced: (other, reason) => {
        report({ ...chosen, engine: other, reason });
        void keeper.noteEngine(engineNote({ option: 'wasm', engine: other }));
      },
    });
    releases.push(() => engine.dispose());
    report(chosen);
    await keeper.noteEngine(engineNote(chosen));
    const checkpoint = opened.checkpoint ?? Trainer.initial(experiment, vocabulary.names.length);
    await engine.load(checkpoint.model);
    const pool = new WorkerPool({
      environment: experiment.environment,
      endOfTurn: vocabulary.endOfTurn,
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
    const trainer = trainerOf(experiment, { ...timed, hooks }, checkpoint);
    return { experiment, trainer, keeper, pool, stopwatch, evaluations: opened.evaluations, release };
  } catch (error) {
    await release();
    throw error;
  }
}

function vocabularyOf({ method, environment: { id, settings } }: Experiment): Vocabulary {
  const spec = method === 'rao' ? environment(id) : planningEnvironment(id);
  return spec.vocabulary(settings);
}

function trainerOf(
  config: Experiment,
  { engine, pool, hooks }: Pick<RaoParts, 'engine' | 'pool' | 'hooks'>,
  checkpoint: Checkpoint,
): Trainer {
  const { id } = config.environment;
  return config.method === 'rao'
    ? raoTrainer({ spec: environment(id), config, engine, pool, hooks }, checkpoint)
    : planningTrainer({ spec: planningEnvironment(id), config, engine, hooks }, checkpoint);
}

interface Replacement {
  held(message: string): void;
  replaced(engine: Engine, reason: string): void;
}

/** The chosen engine; if it has a device to lose, it outlives that, and WebAssembly takes over if need be. */
function guarded({ option, engine }: ChosenEngine, question: EngineQuestion, told: Replacement): Engine {
  if (option !== 'webgpu') return engine;
  const { catalog, timer } = question;
  const before = catalog.adapter();
  return new GuardedEngine({
    engine,
    now: () => timer.now(),
    renew: async () => {
      const [first, adapter] = await Promise.all([before.catch(() => null), catalog.adapter()]);
      // A browser whose GPU process keeps failing offers one in software, which would crawl.
      if (adapter?.software && !first?.software) throw new Error(`Only a simulated one is left: ${adapter.name}.`);
      return catalog.create({ option });
    },
    fallBack: async () => {
      const tell = (message: string) => told.held(message);
      return (await chooseEngine({ ...question, choice: 'wasm', before: '', again: false, tell })).engine;
    },
    told: {
      lost: (message) => told.held(message),
      recovered: (other, reason) => {
        if (reason) told.replaced(other, reason);
        told.held('');
      },
    },
  });
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
