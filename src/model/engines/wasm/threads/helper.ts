/** A helping thread's side of the line: gradients of parts, and turns. */
import { SlotTable } from '../../../slots.ts';
import { Writer } from '../../../writer.ts';
import { slotBytes } from '../cache.ts';
import { DecodeChunk } from '../generate.ts';
import { lossGradient } from '../gradient.ts';
import { Network } from '../network.ts';
import { checkToHelper, type FromHelper, type Line, type ToHelper } from './protocol.ts';

type Message<K extends ToHelper['kind']> = Extract<ToHelper, { readonly kind: K }>;
type Say = (message: FromHelper, transfer: Transferable[]) => void;

/** Answers what comes over `line`; what goes wrong is said in words. */
export function help(line: Line): void {
  const say: Say = (message, transfer) => line.postMessage(message, transfer);
  let desk: Promise<Desk> | null = null;
  let earlier: Promise<unknown> = Promise.resolve();
  const take = async (message: ToHelper): Promise<void> => {
    if (message.kind === 'model') desk = Desk.create(message, say);
    if (!desk) throw new Error('A thread of the wasm engine was given work before a model.');
    (await desk).take(message);
  };
  line.onmessage = ({ data }) => {
    earlier = earlier.then(() => take(checkToHelper(data))).catch((error) => say(failure(error), []));
  };
}

function failure(error: unknown): FromHelper {
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
}

/** A model, and the work on it. */
class Desk {
  readonly #network: Network;
  readonly #slots: SlotTable;
  readonly #writer: Writer;
  readonly #say: Say;

  private constructor(network: Network, cacheBytes: number, say: Say) {
    this.#network = network;
    this.#slots = new SlotTable(cacheBytes / slotBytes(network.config));
    this.#writer = new Writer(this.#slots, new DecodeChunk(network));
    this.#say = say;
  }

  static async create({ module, config, cacheBytes }: Message<'model'>, say: Say): Promise<Desk> {
    return new Desk(await Network.create(module, config), cacheBytes, say);
  }

  take(message: ToHelper): void {
    if (message.kind === 'step') this.#step(message);
    else if (message.kind === 'write') void this.#write(message).catch((error) => this.#say(failure(error), []));
    else if (message.kind === 'fork') this.#writer.fork(message.from, message.to, message.length);
    else if (message.kind === 'release') this.#writer.release(message.sequences);
  }

  #step({ parameters, parts, settings, spare }: Message<'step'>): void {
    const network = this.#network;
    this.#learn(parameters);
    const arrays = parameters ? [parameters, ...spare] : [...spare];
    const trainer = network.trainer();
    const { size } = network.weights.layout;
    for (const batch of parts) {
      const sums = lossGradient(network, trainer, batch, settings);
      const gradient = arrays.pop() ?? new Float32Array(size);
      gradient.set(network.arena.floats(trainer.gradient, size));
      this.#say({ kind: 'gradient', gradient, sums }, [gradient.buffer]);
    }
  }

  async #write({ id, parameters, requests }: Message<'write'>): Promise<void> {
    this.#learn(parameters);
    const completions = await this.#writer.generate(requests);
    const arrays = completions.flatMap(({ tokens, logProbs, entropies, values }) => [
      tokens.buffer as ArrayBuffer,
      logProbs.buffer as ArrayBuffer,
      entropies.buffer as ArrayBuffer,
      values.buffer as ArrayBuffer,
    ]);
    this.#say({ kind: 'written', id, completions }, arrays);
  }

  /** New parameters make all that is cached worthless. */
  #learn(parameters: Float32Array | null): void {
    if (!parameters) return;
    this.#network.parameters().set(parameters);
    this.#network.weights.changed();
    this.#slots.releaseAll();
  }
}
