/**
 * Writing on several threads: every sequence has a home, where its keys and values are and where all its turns are
 * written. What a turn says does not depend on where that is; the calling thread writes the turns of a helper that is
 * gone.
 */
import type { Completion, GenerateRequest } from '../../../engine.ts';
import type { Writer } from '../../../writer.ts';
import type { Network } from '../network.ts';
import type { Remote } from './remote.ts';
import type { Team } from './team.ts';

/** A helper, or null: the calling thread. */
type Home = Remote | null;

/** Turns at once that are worth a thread: fewer do not fill its register tiles. */
const WORTHWHILE = 12;
/** Sequences whose homes are remembered. */
const MOST_HOMES = 65_536;

export class SharedWriter {
  readonly #own: Writer;
  readonly #network: Network;
  readonly #team: Team;
  readonly #homes = new Map<string, Home>();
  /** Turns under way at each home. */
  readonly #busy = new Map<Home, number>();

  constructor(own: Writer, network: Network, team: Team) {
    this.#own = own;
    this.#network = network;
    this.#team = team;
  }

  /** `Engine.generate` of checked requests. */
  async generate(requests: readonly GenerateRequest[]): Promise<Completion[]> {
    if (this.#team.helpers.length === 0) return this.#own.generate(requests);
    const shares = new Map<Home, number[]>();
    for (const [i, { sequence }] of requests.entries()) {
      const home = this.#home(sequence);
      this.#busy.set(home, (this.#busy.get(home) ?? 0) + 1);
      const share = shares.get(home);
      if (share) share.push(i);
      else shares.set(home, [i]);
    }
    const completions: Completion[] = [];
    const write = async (home: Home, share: readonly number[]) => {
      try {
        const asked = share.map((i) => requests[i] as GenerateRequest);
        const parameters = home && this.#team.parameters(home, this.#network);
        const written = (await home?.write(parameters, asked)) ?? (await this.#own.generate(asked));
        for (const [j, i] of share.entries()) completions[i] = written[j] as Completion;
      } finally {
        this.#busy.set(home, (this.#busy.get(home) as number) - share.length);
      }
    };
    // Helpers first: the calling thread hears nobody while it writes.
    const order = [...shares].sort(([a], [b]) => Number(a === null) - Number(b === null));
    await Promise.all(order.map(([home, share]) => write(home, share)));
    return completions;
  }

  /** `Engine.fork`: the new sequence lives where the old one does. */
  fork(from: string, to: string, length: number): void {
    const home = this.#homes.get(from) ?? null;
    if (this.#team.helpers.length > 0) this.#settle(to, home);
    if (home) home.tell({ kind: 'fork', from, to, length });
    else this.#own.fork(from, to, length);
  }

  /** `Engine.release`. */
  release(sequences: readonly string[]): void {
    this.#own.release(sequences);
    for (const helper of this.#team.helpers) {
      const there = sequences.filter((name) => this.#homes.get(name) === helper);
      if (there.length > 0) helper.tell({ kind: 'release', sequences: there });
    }
    for (const name of sequences) this.#homes.delete(name);
  }

  /** Forgets where sequences live: their caches are worthless now. */
  forget(): void {
    this.#homes.clear();
  }

  /** Where a sequence lives; a new one settles where least is to be written, on few threads rather than on many. */
  #home(sequence: string): Home {
    const known = this.#homes.get(sequence);
    if (known === null || known?.alive) return known;
    const homes: Home[] = [null, ...this.#team.helpers];
    const load = (home: Home) => this.#busy.get(home) ?? 0;
    const roomy = homes.find((home) => load(home) < WORTHWHILE);
    const home = roomy !== undefined ? roomy : homes.reduce((a, b) => (load(b) < load(a) ? b : a));
    this.#settle(sequence, home);
    return home;
  }

  #settle(sequence: string, home: Home): void {
    if (this.#homes.size >= MOST_HOMES) this.#homes.clear();
    this.#homes.set(sequence, home);
  }
}
