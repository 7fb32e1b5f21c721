/**
 * What was found out about the engines on this machine, so that it need not be found out again with every run: self-
 * tests per machine, measured speeds per machine and shape of run. Losing these notes costs seconds, never a run.
 */
import * as v from 'valibot';
import { Database } from './database.ts';
import { parseAs } from './schemas.ts';
import { Transactions } from './transactions.ts';

/** What the notes depend on. Anything else of a machine may change without making them wrong. */
export interface MachineKey {
  /** Names the engines as they are in this build of the app; notes of other builds are thrown away. */
  readonly build: string;
  /** Browser, graphics adapter and number of threads, in any fixed form. */
  readonly machine: string;
}

/** What became of trying an engine: its figures, or why it could not be used, in words. */
export type TrialNote =
  | {
      /** Median of a round of the run's work. */
      readonly milliseconds: number;
      /** The first round, which compiles and warms up. */
      readonly warmUpMilliseconds: number;
      readonly rounds: number;
    }
  | { readonly failure: string };

/** One measurement of several engines, by their ids, at the shape of one run. */
export interface TrialNotes {
  readonly shape: string;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
  readonly engines: Readonly<Record<string, TrialNote>>;
}

export interface MachineNotes {
  /** By engine id: why it failed, in words; empty when it passed. */
  readonly selfTests: Readonly<Record<string, string>>;
  /** Newest first. */
  readonly trials: readonly TrialNotes[];
}

export const NO_NOTES: MachineNotes = { selfTests: {}, trials: [] };

/** Shapes that are remembered; a run that was forgotten is measured again. */
const MAX_TRIALS = 50;
/** How long a failure is believed: a device may have been lost, or memory short, only that day. */
const FAILURE_MS = 24 * 3600 * 1000;

const figure = v.pipe(v.number(), v.finite(), v.minValue(0));
const notesSchema = v.object({
  selfTests: v.record(v.string(), v.string()),
  trials: v.array(
    v.object({
      shape: v.string(),
      at: v.number(),
      engines: v.record(
        v.string(),
        v.union([
          v.object({ milliseconds: figure, warmUpMilliseconds: figure, rounds: figure }),
          v.object({ failure: v.string() }),
        ]),
      ),
    }),
  ),
});

export class EngineNotes {
  readonly #transactions: Transactions;

  constructor(database: Database = new Database()) {
    this.#transactions = new Transactions(database);
  }

  /** The notes on a machine; none when nothing is stored or what is stored cannot be trusted. */
  async read({ build, machine }: MachineKey): Promise<MachineNotes> {
    const stored: unknown = await this.#transactions.read('Reading notes on engines', ['engines'], (transaction) =>
      transaction.objectStore('engines').get([build, machine]),
    );
    if (stored === undefined) return NO_NOTES;
    try {
      const notes = parseAs(notesSchema, stored, 'The notes on engines');
      return { ...notes, trials: notes.trials.map(withoutOldFailures) };
    } catch {
      return NO_NOTES;
    }
  }

  /** Replaces the notes on a machine and throws away those of other builds. */
  async write({ build, machine }: MachineKey, notes: MachineNotes): Promise<void> {
    await this.#transactions.write('Saving notes on engines', ['engines'], async (transaction) => {
      const engines = transaction.objectStore('engines');
      const keys = await engines.getAllKeys();
      const old = keys.filter(([other]) => other !== build);
      await Promise.all([
        ...old.map((key) => engines.delete(key)),
        engines.put({ ...notes, trials: notes.trials.slice(0, MAX_TRIALS) }, [build, machine]),
      ]);
    });
  }
}

function withoutOldFailures(trial: TrialNotes): TrialNotes {
  if (Date.now() - trial.at < FAILURE_MS) return trial;
  return {
    ...trial,
    engines: Object.fromEntries(Object.entries(trial.engines).filter(([, note]) => !('failure' in note))),
  };
}
