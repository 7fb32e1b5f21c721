/**
 * Finds the best of several engines: starts them, puts them to the test, measures them, and remembers all that it
 * found out about this machine. What is remembered is believed until it is asked to look again.
 */

import type { Engine } from '../model/engine.ts';
import {
  type EngineNotes,
  type MachineNotes,
  NO_NOTES,
  type TrialNote,
  type TrialNotes,
} from '../store/engine-notes.ts';
import { messageOf } from '../store/errors.ts';
import { type Adapter, type Candidate, candidateId, candidateName, type EngineCatalog } from './engine-catalog.ts';
import { SelfTestFailure, selfTest } from './engine-self-test.ts';
import { measureEngines, type TrialWork } from './engine-trial.ts';
import type { EngineFigure } from './protocol.ts';
import { quietly } from './quietly.ts';
import type { Timer } from './timer.ts';

export interface SearchParts {
  readonly catalog: EngineCatalog;
  /** Where findings are remembered. */
  readonly notes: Pick<EngineNotes, 'read' | 'write'>;
  readonly work: TrialWork;
  readonly timer: Timer;
  /** Find everything out anew. */
  readonly again: boolean;
  /** Told what takes long, in words. */
  readonly tell: (message: string) => void;
}

/** Figures of a measurement, and when it was made: in milliseconds since 1970, or just now. */
export interface Measured {
  readonly figures: readonly EngineFigure[];
  readonly at: number | 'now';
}

/** An engine that has passed its self-test here. */
export interface Found {
  readonly candidate: Candidate;
  readonly engine: Engine;
  /** The measurement of these candidates; null when there was none. */
  readonly measured: Measured | null;
  /** Those that were better or were not measured, and why they cannot be used. */
  readonly failures: readonly { readonly candidate: Candidate; readonly reason: string }[];
}

interface Started {
  readonly candidate: Candidate;
  readonly engine: Engine;
}

type Failures = { candidate: Candidate; reason: string }[];

/** A self-test takes a moment, and compiling before it a while; a driver that hangs would keep the run waiting for ever. */
const PATIENCE_MS = 60_000;

export class EngineSearch {
  readonly adapter: Adapter | null;
  readonly #parts: SearchParts;
  readonly #shape: string;
  #notes: MachineNotes;
  /** Whether the figures of this shape were measured by this search. */
  #fresh = false;

  private constructor(parts: SearchParts, adapter: Adapter | null, notes: MachineNotes) {
    this.#parts = parts;
    this.adapter = adapter;
    this.#notes = notes;
    this.#shape = JSON.stringify(parts.work);
  }

  static async begin(parts: SearchParts): Promise<EngineSearch> {
    const adapter = await parts.catalog.adapter().catch(() => null);
    // Without storage everything is found out anew each time.
    const known = await parts.notes.read(keyOf(parts, adapter)).catch(() => NO_NOTES);
    const shape = JSON.stringify(parts.work);
    const notes = parts.again
      ? { selfTests: {}, trials: known.trials.filter((trial) => trial.shape !== shape) }
      : known;
    return new EngineSearch(parts, adapter, notes);
  }

  /** The fastest candidate that works here; measures those of which nothing is known. Rejects when none works. */
  async fastest(candidates: readonly Candidate[]): Promise<Found> {
    const unknown = candidates.filter((candidate) => !this.#known(candidate));
    // With nothing to choose between there is nothing to measure.
    const kept = candidates.length > 1 ? await this.#measure(unknown) : null;
    const failures: Failures = [];
    for (const candidate of candidates) {
      const note = this.#known(candidate);
      if (note && 'failure' in note) failures.push({ candidate, reason: note.failure });
    }
    const working = candidates.filter((candidate) => !failures.some((failure) => failure.candidate === candidate));
    return this.#first(this.#ranked(working), candidates, failures, kept);
  }

  /** The fastest candidate as far as is known, else the first that works; measures nothing. Rejects when none works. */
  async known(candidates: readonly Candidate[]): Promise<Found> {
    return this.#first(this.#ranked(candidates), candidates, [], null);
  }

  async #first(
    ranked: readonly Candidate[],
    candidates: readonly Candidate[],
    failures: Failures,
    kept: Started | null,
  ): Promise<Found> {
    for (const candidate of ranked) {
      try {
        const engine = kept?.candidate === candidate ? kept.engine : await this.#start(candidate);
        if (kept && kept.engine !== engine) kept.engine.dispose();
        return { candidate, engine, measured: this.#measured(candidates), failures };
      } catch (error) {
        failures.push({ candidate, reason: messageOf(error) });
      }
    }
    throw new Error(failures.map(({ reason }) => reason).join(' '));
  }

  /** Measures these and keeps the fastest of them running; null when none worked. */
  async #measure(candidates: readonly Candidate[]): Promise<Started | null> {
    const started: Started[] = [];
    for (const candidate of candidates) {
      try {
        started.push({ candidate, engine: await this.#start(candidate) });
      } catch (error) {
        this.#note(candidate, { failure: messageOf(error) });
      }
    }
    if (started.length > 0) {
      this.#parts.tell(`Measuring on this machine: ${started.map((one) => candidateName(one.candidate)).join(', ')}.`);
    }
    const engines = started.map(({ engine }) => engine);
    const trials = await measureEngines(engines, this.#parts.work, this.#parts.timer);
    let best: (Started & { milliseconds: number }) | null = null;
    for (const [i, trial] of trials.entries()) {
      const one = started[i]!;
      this.#note(one.candidate, trial instanceof Error ? { failure: trial.message } : trial);
      const { milliseconds } = trial instanceof Error ? { milliseconds: Number.POSITIVE_INFINITY } : trial;
      if (milliseconds < (best?.milliseconds ?? Number.POSITIVE_INFINITY)) best = { ...one, milliseconds };
    }
    for (const { engine } of started) if (engine !== best?.engine) quietly(() => engine.dispose());
    if (candidates.length > 0) await this.#remember();
    return best;
  }

  /** Started, and tested if it never was on this machine. */
  async #start(candidate: Candidate): Promise<Engine> {
    const { catalog, tell, timer } = this.#parts;
    const id = candidateId(candidate);
    const known = this.#notes.selfTests[id];
    if (known) throw new Error(known);
    const engine = await catalog.create(candidate, (done, total) => tell(`Compiling shaders ${done} of ${total}.`));
    if (known === '') return engine;
    tell(`Testing ${candidateName(candidate)} on this machine.`);
    try {
      await within(timer, PATIENCE_MS, selfTest(engine));
      await this.#noteSelfTest(id, '');
      return engine;
    } catch (error) {
      quietly(() => engine.dispose());
      if (!(error instanceof SelfTestFailure)) throw error;
      const failure = `${candidateName(candidate)} failed its self-test on this machine. ${error.message}`;
      await this.#noteSelfTest(id, failure);
      throw new Error(failure, { cause: error });
    }
  }

  async #noteSelfTest(id: string, failure: string): Promise<void> {
    this.#notes = { ...this.#notes, selfTests: { ...this.#notes.selfTests, [id]: failure } };
    await this.#remember();
  }

  #trial(): TrialNotes | undefined {
    return this.#notes.trials.find(({ shape }) => shape === this.#shape);
  }

  #known(candidate: Candidate): TrialNote | undefined {
    return this.#trial()?.engines[candidateId(candidate)];
  }

  #note(candidate: Candidate, note: TrialNote): void {
    const known = this.#trial();
    const engines = { ...known?.engines, [candidateId(candidate)]: note };
    const others = this.#notes.trials.filter((trial) => trial !== known);
    this.#notes = { ...this.#notes, trials: [{ shape: this.#shape, at: Date.now(), engines }, ...others] };
    this.#fresh = true;
  }

  /** By speed; those of which nothing is known keep their order behind the others. */
  #ranked(candidates: readonly Candidate[]): Candidate[] {
    const speed = (candidate: Candidate): number => {
      const note = this.#known(candidate);
      return note && 'milliseconds' in note ? note.milliseconds : Number.MAX_VALUE;
    };
    return candidates.toSorted((a, b) => speed(a) - speed(b));
  }

  #measured(candidates: readonly Candidate[]): Measured | null {
    const trial = this.#trial();
    const figures = candidates.flatMap((candidate): EngineFigure[] => {
      const note = this.#known(candidate);
      return note ? [figureOf(candidateName(candidate), note)] : [];
    });
    return trial && figures.length > 0 ? { figures, at: this.#fresh ? 'now' : trial.at } : null;
  }

  async #remember(): Promise<void> {
    const { notes } = this.#parts;
    // Whoever cannot write it down will find it out again.
    await notes.write(keyOf(this.#parts, this.adapter), this.#notes).catch(() => {});
  }
}

function keyOf({ catalog }: SearchParts, adapter: Adapter | null): { build: string; machine: string } {
  const { build, browser, threads } = catalog.machine;
  return { build, machine: JSON.stringify([browser, threads, adapter?.id ?? null]) };
}

function figureOf(name: string, note: TrialNote): EngineFigure {
  if ('failure' in note) return { name, milliseconds: null, warmUpMilliseconds: null, failure: note.failure };
  const { milliseconds, warmUpMilliseconds } = note;
  return { name, milliseconds, warmUpMilliseconds, failure: '' };
}

/** Settles as `work` does; rejects in words when that takes too long. */
function within<T>(timer: Timer, milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = timer.after(milliseconds, () =>
      reject(new Error(`It did not answer within ${milliseconds / 1000} seconds.`)),
    );
    work.then(resolve, reject).finally(cancel);
  });
}
