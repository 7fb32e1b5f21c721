/** Notes on engines in memory, and a machine to take them on. */
import type { MachineKey, MachineNotes } from '../../src/store/engine-notes.ts';
import { NO_NOTES } from '../../src/store/engine-notes.ts';
import type { Machine } from '../../src/workers/engine-catalog.ts';

export const ONE_THREAD: Machine = { threads: 1, browser: 'a browser', build: 'this build' };

/** Every engine has passed its self-test, which those of most tests could not. */
export const TESTED: MachineNotes = {
  selfTests: { wasm: '', 'wasm-portable': '', 'wasm-4': '', webgpu: '', tfjs: '' },
  trials: [],
};

export class MemoryNotes {
  readonly written: MachineNotes[] = [];
  readonly #known = new Map<string, MachineNotes>();
  readonly #first: MachineNotes;

  /** `first` is what is known of every machine at first. */
  constructor(first: MachineNotes = NO_NOTES) {
    this.#first = first;
  }

  async read(key: MachineKey): Promise<MachineNotes> {
    return this.#known.get(JSON.stringify(key)) ?? this.#first;
  }

  async write(key: MachineKey, notes: MachineNotes): Promise<void> {
    this.#known.set(JSON.stringify(key), notes);
    this.written.push(notes);
  }
}
