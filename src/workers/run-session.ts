/**
 * One run from opening to closing, without the worker around it: commands in, events out. A single loop does one
 * thing after the other (a step, an evaluation), saves it and reports it; wishes reach it through the gate.
 */
import type { EvaluationChoices } from '../rl/config.ts';
import type { LiveEpisode, LiveTree } from '../rl/records.ts';
import { messageOf } from '../store/errors.ts';
import { Gate, type GateMode, RunClosed } from './gate.ts';
import type { RunCommand, RunEvent, RunStatus } from './protocol.ts';
import { type OpenRequest, type ReadyRun, type RunParts, setUpRun } from './run-setup.ts';
import { evaluationSamples, stepSamples } from './samples.ts';
import { Throttle } from './throttle.ts';
import { TimeLeft } from './time-left.ts';

/** Ten live pictures per second are enough for any eye. */
const LIVE_MS = 100;

export class RunSession {
  readonly #parts: RunParts;
  readonly #gate: Gate;
  readonly #live: Throttle<() => LiveTree | LiveEpisode>;
  /** Evaluations that were asked for and have not begun. */
  readonly #requests: EvaluationChoices[] = [];
  #shown: { readonly status: RunStatus; readonly message: string } | null = null;
  /** What was shown before the run was held up; null while it is not. */
  #beforeHold: { readonly status: RunStatus; readonly message: string } | null = null;
  #run: ReadyRun | null = null;
  #timeLeft = new TimeLeft(0);
  #activity = '';

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#gate = new Gate(parts.timer);
    this.#live = new Throttle(parts.timer, LIVE_MS, (picture) => parts.emit(liveEvent(picture())));
  }

  /** Lives the run's whole life; settles when it is closed or has failed and everything is released. Never rejects. */
  async live(request: OpenRequest): Promise<void> {
    let end: { status: RunStatus; message: string } = { status: 'closed', message: '' };
    try {
      this.#show('opening', '');
      this.#run = await setUpRun(this.#parts, request, {
        activity: (name) => this.#progress(name),
        evaluated: (done, of) => this.#progress(null, { done, of }),
        live: (picture) => this.#live.push(picture),
        round: () => this.#round(),
        preparing: (message) => this.#show('opening', message),
        held: (message) => this.#hold(message),
      });
      const { cursor } = this.#run.trainer;
      this.#timeLeft = new TimeLeft(this.#run.trainer.fraction());
      this.#progress('');
      await this.#work(this.#run, cursor.total > 0 ? `Continues after step ${cursor.total}.` : '');
      await this.#saveCheckpoint(this.#run);
    } catch (error) {
      end = { status: 'failed', message: this.#failure(error) };
    }
    this.#live.stop();
    // First let go, then say so: whoever hears it may open the run again at once.
    await this.#run?.release();
    this.#run = null;
    this.#show(end.status, end.message);
  }

  handle(command: Exclude<RunCommand, { type: 'open' }>): void {
    switch (command.type) {
      case 'play':
        this.#gate.set('running');
        return;
      case 'pause':
        this.#gate.set('paused');
        return;
      case 'step':
        this.#gate.set('stepping');
        return;
      case 'speed':
        this.#gate.roundDelayMs = command.roundDelayMs;
        return;
      case 'evaluate': {
        const { type: _, ...choices } = command;
        this.#requests.push(choices);
        // A paused run finishes the step at hand, if it is in one, evaluates, and is paused again.
        if (this.#gate.mode === 'paused') this.#gate.set('stepping');
        return;
      }
      case 'close':
        this.#gate.set('closed');
        return;
      default:
        command satisfies never;
    }
  }

  /** One thing after the other until the run is closed. */
  async #work(run: ReadyRun, greeting: string): Promise<void> {
    let message = greeting;
    while (!this.#wants('closed')) {
      const next = this.#next(run);
      if (!next || this.#wants('paused')) {
        if (!next) this.#gate.set('paused');
        await this.#rest(run, next ? 'paused' : 'done', next ? message : 'Every update is done.');
        continue;
      }
      message = '';
      this.#show('running', '');
      try {
        await next();
      } catch (error) {
        if (!(error instanceof RunClosed)) throw error;
        run.pool.reset();
      }
      if (this.#wants('stepping') && this.#requests.length === 0) this.#gate.set('paused');
    }
  }

  /** What to do next; null when nothing is left. */
  #next(run: ReadyRun): (() => Promise<void>) | null {
    const { trainer } = run;
    if (this.#requests.length > 0) return () => this.#evaluateOnRequest(run);
    if (trainer.evaluationDue && !isEvaluated(run)) return () => this.#evaluate(run);
    return trainer.cursor.phase === 'done' ? null : () => this.#step(run);
  }

  async #step(run: ReadyRun): Promise<void> {
    const { trainer, keeper, experiment, stopwatch } = run;
    const before = trainer.cursor;
    const { result, seconds } = await this.#timed(() => trainer.step());
    this.#timeLeft.step(trainer.fraction(), seconds);
    const values = { ...result.row.values, 'time/step': seconds, ...stopwatch.take() };
    const row = { ...result.row, values };
    const samples = stepSamples(result.samples, before.update, experiment.training.updates);
    this.#parts.emit({ type: 'metrics', row });
    for (const record of samples) this.#parts.emit({ type: 'sample', record });
    await keeper.saveStep(row, samples);
    const { phase, total } = trainer.cursor;
    if (total % experiment.checkpointEvery === 0 || phase !== before.phase) await this.#saveCheckpoint(run);
    this.#progress(null);
  }

  async #evaluate(run: ReadyRun, choices?: EvaluationChoices): Promise<void> {
    const { result: evaluation, seconds } = await this.#timed(() =>
      run.trainer.evaluate(choices, () => this.#runningSeconds()),
    );
    this.#timeLeft.spend(seconds);
    run.stopwatch.take();
    const { result } = evaluation;
    const samples = evaluationSamples(evaluation.samples);
    this.#parts.emit({ type: 'evaluation', result });
    for (const record of samples) this.#parts.emit({ type: 'sample', record });
    await run.keeper.saveEvaluation(result, samples);
    this.#progress(null);
  }

  /** A request that makes no sense is told; it does not end the run. */
  async #evaluateOnRequest(run: ReadyRun): Promise<void> {
    try {
      await this.#evaluate(run, this.#requests.shift());
    } catch (error) {
      if (error instanceof RunClosed) throw error;
      run.pool.reset();
      this.#parts.emit({ type: 'warning', message: `The evaluation failed: ${messageOf(error)}` });
    }
  }

  /** Between two rounds of turns. */
  async #round(): Promise<void> {
    await this.#gate.round(async () => {
      const run = this.#run;
      if (!run) return;
      // The step at hand has changed nothing yet, so what is saved is where the run stood before it.
      await this.#saveCheckpoint(run);
      this.#live.flush();
      if (this.#wants('paused')) this.#show('paused', 'In the middle of a step.');
    });
    this.#show('running', '');
  }

  /** Between two steps, until something is wanted. */
  async #rest(run: ReadyRun, status: 'paused' | 'done', message: string): Promise<void> {
    // Before saving: what is wished for meanwhile must not be missed.
    const changed = this.#gate.changed();
    await this.#saveCheckpoint(run);
    this.#live.flush();
    if (this.#wants('paused')) this.#show(status, message);
    await changed;
  }

  async #saveCheckpoint({ trainer, keeper }: ReadyRun): Promise<void> {
    const { total } = trainer.cursor;
    if (!keeper.saves || keeper.savedStep === total) return;
    const checkpoint = await trainer.checkpoint();
    if (await keeper.saveCheckpoint(checkpoint)) {
      this.#parts.emit({ type: 'checkpoint', step: checkpoint.cursor.total });
    }
  }

  /** Seconds exclude what the gate held back. */
  async #timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
    const start = this.#runningSeconds();
    const result = await work();
    return { result, seconds: this.#runningSeconds() - start };
  }

  /** A clock that stands still while the gate holds the run back. */
  #runningSeconds(): number {
    return (this.#parts.timer.now() - this.#gate.stoodMs) / 1000;
  }

  #wants(mode: GateMode): boolean {
    return this.#gate.mode === mode;
  }

  /** Reports where the run stands; null repeats the last activity. */
  #progress(activity: string | null, counted?: { readonly done: number; readonly of: number }): void {
    if (activity !== null) this.#activity = activity;
    const { trainer } = this.#run ?? {};
    if (!trainer) return;
    this.#parts.emit({
      type: 'progress',
      cursor: trainer.cursor,
      activity: this.#activity,
      ...(counted && { counted }),
      fraction: trainer.fraction(),
      secondsLeft: this.#timeLeft.seconds,
    });
  }

  /** Says that the run stands still for a while, and then again what it said before. */
  #hold(message: string): void {
    if (message === '') {
      const before = this.#beforeHold;
      this.#beforeHold = null;
      if (before) this.#show(before.status, before.message);
      return;
    }
    this.#beforeHold ??= this.#shown;
    // While it is opening, it has not begun yet.
    this.#show(this.#shown?.status === 'opening' ? 'opening' : 'paused', message);
  }

  #show(status: RunStatus, message: string): void {
    if (this.#shown?.status === status && this.#shown.message === message) return;
    this.#shown = { status, message };
    this.#parts.emit({ type: 'status', status, message });
  }

  #failure(error: unknown): string {
    const keeper = this.#run?.keeper;
    if (!keeper?.saves) return messageOf(error);
    return `${messageOf(error)} The run is saved up to step ${keeper.savedStep}; open it again to go on from there.`;
  }
}

/** Whether this very evaluation was stored before the run was interrupted; it would give the same again. */
function isEvaluated({ trainer, evaluations }: ReadyRun): boolean {
  return evaluations.some((result) => trainer.isEvaluated(result));
}

function liveEvent(picture: LiveTree | LiveEpisode): RunEvent {
  return 'kind' in picture ? { type: 'live-episode', episode: picture } : { type: 'live-tree', tree: picture };
}
