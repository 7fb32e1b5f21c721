/**
 * One run as the page sees it: the run worker's events folded into signals, and the person's wishes sent as commands.
 * Fast events are gathered and shown a few times a second, so that numbers can be read. Computes nothing.
 */
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Experiment } from '../../experiments/experiment.ts';
import type { EvaluationChoices } from '../../rl/config.ts';
import type {
  EpisodeEvaluation,
  EpisodeRecord,
  Evaluation,
  EvaluationResult,
  LiveEpisode,
  LiveTree,
  MetricRow,
  Sample,
  TreeRecord,
} from '../../rl/records.ts';
import type { RunCommand, RunEvent, RunStatus } from '../../workers/protocol.ts';
import { isEpisode, isOfEpisodes, type RunHistory, withEvaluation, withRow, withSample } from './history.ts';

/** The wire to a run worker. */
export interface RunPort {
  send(command: RunCommand): void;
  onEvent(listener: (event: RunEvent) => void): void;
  dispose(): void;
}

export type EngineInfo = Omit<Extract<RunEvent, { type: 'engine' }>, 'type'>;
export type Progress = Omit<Extract<RunEvent, { type: 'progress' }>, 'type'>;

/** How often gathered events are shown, in milliseconds. */
export const SHOW_EVERY_MS = 200;

export interface RunSessionParts {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly resume: boolean;
  readonly history?: RunHistory;
  /** Starts a run worker. */
  readonly connect: () => RunPort;
  /** Runs `task` once, `SHOW_EVERY_MS` later. */
  readonly later: (task: () => void) => void;
}

export class RunSession {
  readonly runId: string;
  readonly #experiment: Signal<Experiment>;
  readonly #status = signal<RunStatus>('opening');
  readonly #message = signal('');
  readonly #engine = signal<EngineInfo | null>(null);
  readonly #progress = signal<Progress | null>(null);
  readonly #metrics: Signal<readonly MetricRow[]>;
  readonly #trees: Signal<readonly TreeRecord[]>;
  readonly #episodes: Signal<readonly EpisodeRecord[]>;
  readonly #evaluations: Signal<readonly EvaluationResult[]>;
  readonly #episodeEvaluations: Signal<readonly EpisodeEvaluation[]>;
  readonly #liveTree = signal<LiveTree | null>(null);
  readonly #liveEpisode = signal<LiveEpisode | null>(null);
  readonly #savedStep = signal<number | null>(null);
  readonly #warnings = signal<readonly string[]>([]);
  readonly #roundDelayMs = signal(0);
  readonly #connect: () => RunPort;
  readonly #later: (task: () => void) => void;
  #port: RunPort;
  /** Counts the workers that this session has had. */
  #connection = 0;
  /** Events that wait to be shown, and whether a showing is scheduled. */
  #pending: RunEvent[] = [];
  #scheduled = false;
  /** What to do when the worker has let go of the run. */
  #whenClosed: (() => void) | null = null;
  #playAfterOpening = false;

  constructor(parts: RunSessionParts) {
    this.runId = parts.runId;
    this.#experiment = signal(parts.experiment);
    this.#metrics = signal(parts.history?.metrics ?? []);
    this.#trees = signal(parts.history?.trees ?? []);
    this.#episodes = signal(parts.history?.episodes ?? []);
    this.#evaluations = signal(parts.history?.evaluations ?? []);
    this.#episodeEvaluations = signal(parts.history?.episodeEvaluations ?? []);
    this.#connect = parts.connect;
    this.#later = parts.later;
    this.#port = this.#open(parts.resume);
  }

  get experiment(): ReadonlySignal<Experiment> {
    return this.#experiment;
  }
  get status(): ReadonlySignal<RunStatus> {
    return this.#status;
  }
  /** The status in a sentence. */
  get message(): ReadonlySignal<string> {
    return this.#message;
  }
  get engine(): ReadonlySignal<EngineInfo | null> {
    return this.#engine;
  }
  get progress(): ReadonlySignal<Progress | null> {
    return this.#progress;
  }
  get metrics(): ReadonlySignal<readonly MetricRow[]> {
    return this.#metrics;
  }
  /** Sampled trees of agents that delegate; empty for other methods. */
  get trees(): ReadonlySignal<readonly TreeRecord[]> {
    return this.#trees;
  }
  /** Sampled stretches of episodes of agents that plan; empty for other methods. */
  get episodes(): ReadonlySignal<readonly EpisodeRecord[]> {
    return this.#episodes;
  }
  /** Evaluations of agents that delegate; empty for other methods. */
  get evaluations(): ReadonlySignal<readonly EvaluationResult[]> {
    return this.#evaluations;
  }
  /** Evaluations of agents that plan; empty for other methods. */
  get episodeEvaluations(): ReadonlySignal<readonly EpisodeEvaluation[]> {
    return this.#episodeEvaluations;
  }
  /** The watched episode of a planning agent; null while there is none, and for other methods. */
  get liveEpisode(): ReadonlySignal<LiveEpisode | null> {
    return this.#liveEpisode;
  }
  /** The tree that grows now. */
  get liveTree(): ReadonlySignal<LiveTree | null> {
    return this.#liveTree;
  }
  /** Optimizer steps in the newest checkpoint; null before the first of this visit. */
  get savedStep(): ReadonlySignal<number | null> {
    return this.#savedStep;
  }
  get warnings(): ReadonlySignal<readonly string[]> {
    return this.#warnings;
  }
  get roundDelayMs(): ReadonlySignal<number> {
    return this.#roundDelayMs;
  }

  /** Runs on; while the run is still being opened, as soon as it is. */
  play(): void {
    if (this.#status.value === 'opening') this.#playAfterOpening = true;
    else this.#port.send({ type: 'play' });
  }

  pause(): void {
    this.#playAfterOpening = false;
    this.#port.send({ type: 'pause' });
  }

  step(): void {
    this.#port.send({ type: 'step' });
  }

  setSpeed(roundDelayMs: number): void {
    this.#roundDelayMs.value = roundDelayMs;
    this.#port.send({ type: 'speed', roundDelayMs });
  }

  /** Evaluates now; training is untouched. */
  evaluate(choices: EvaluationChoices): void {
    this.#port.send({ ...choices, type: 'evaluate' });
  }

  dismissWarnings(): void {
    this.#warnings.value = [];
  }

  /** Saves, and goes on from there under a changed experiment. */
  continueWith(experiment: Experiment): void {
    this.#reopen(experiment, false);
  }

  /** Saves, measures the engines again, and goes on with the one that is chosen then. */
  measureAgain(): void {
    this.#reopen(this.#experiment.value, true);
  }

  #reopen(experiment: Experiment, measure: boolean): void {
    const wasRunning = this.#status.value === 'running';
    this.close(() => {
      this.#experiment.value = experiment;
      this.#playAfterOpening = wasRunning;
      this.#port = this.#open(true, measure);
    });
  }

  /** Saves and lets go of the run; `done` is called when that has happened. */
  close(done: () => void = () => {}): void {
    if (this.#status.value === 'failed') this.#letGo();
    if (this.#status.value === 'closed') {
      done();
      return;
    }
    const earlier = this.#whenClosed;
    this.#whenClosed = () => {
      earlier?.();
      done();
    };
    if (!earlier) this.#port.send({ type: 'close' });
  }

  #open(resume: boolean, measure = false): RunPort {
    const port = this.#connect();
    this.#status.value = 'opening';
    this.#message.value = '';
    this.#engine.value = null;
    const connection = ++this.#connection;
    port.onEvent((event) => {
      // A worker that was let go may still have messages under way.
      if (connection === this.#connection) this.#receive(event);
    });
    const experiment = this.#experiment.value;
    port.send({ type: 'open', runId: this.runId, experiment, resume, ...(measure && { measure }) });
    if (this.#roundDelayMs.value > 0) port.send({ type: 'speed', roundDelayMs: this.#roundDelayMs.value });
    return port;
  }

  #receive(event: RunEvent): void {
    if (event.type === 'status') {
      // In order: nothing that came before the change of status may be shown after it.
      this.#show();
      this.#changeStatus(event.status, event.message);
      return;
    }
    this.#pending.push(event);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#later(() => {
      this.#scheduled = false;
      this.#show();
    });
  }

  #changeStatus(status: RunStatus, message: string): void {
    batch(() => {
      this.#status.value = status;
      this.#message.value = message;
    });
    if (status === 'closed' || (status === 'failed' && this.#whenClosed)) {
      this.#letGo();
    } else if (status === 'paused' && this.#playAfterOpening) {
      this.#playAfterOpening = false;
      this.#port.send({ type: 'play' });
    }
  }

  /** The worker is of no more use: it has saved what it could. */
  #letGo(): void {
    this.#port.dispose();
    this.#status.value = 'closed';
    const done = this.#whenClosed;
    this.#whenClosed = null;
    done?.();
  }

  /** Folds what is pending into the signals: one change of each, however many events. */
  #show(): void {
    const events = this.#pending;
    this.#pending = [];
    batch(() => {
      for (const event of events) this.#fold(event);
    });
  }

  #fold(event: RunEvent): void {
    switch (event.type) {
      case 'engine':
        this.#engine.value = event;
        return;
      case 'progress':
        this.#progress.value = event;
        return;
      case 'metrics':
        this.#metrics.value = withRow(this.#metrics.value, event.row);
        return;
      case 'live-tree':
        this.#liveTree.value = event.tree;
        return;
      case 'live-episode':
        this.#liveEpisode.value = event.episode;
        return;
      case 'sample':
        this.#foldSample(event.record);
        return;
      case 'evaluation':
        this.#foldEvaluation(event.result);
        return;
      case 'checkpoint':
        this.#savedStep.value = event.step;
        return;
      case 'warning':
        if (!this.#warnings.value.includes(event.message)) {
          this.#warnings.value = [...this.#warnings.value, event.message];
        }
        return;
      case 'status':
        return;
      default:
        event satisfies never;
    }
  }
  #foldSample(record: Sample): void {
    if (isEpisode(record)) this.#episodes.value = withSample(this.#episodes.value, record);
    else this.#trees.value = withSample(this.#trees.value, record);
  }

  #foldEvaluation(result: Evaluation): void {
    if (isOfEpisodes(result)) {
      this.#episodeEvaluations.value = withEvaluation(this.#episodeEvaluations.value, result);
    } else {
      this.#evaluations.value = withEvaluation(this.#evaluations.value, result);
    }
  }
}
