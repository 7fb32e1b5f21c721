/**
 * Writing turns on the device: tokens, positions, grammar states and draws stay there for a chunk of steps, and come
 * back together. Rows are computed by the kernels of training and scoring, each independent of the others, so that a
 * completion neither depends on its company nor differs from what scoring says of it.
 */
import type { Grammar } from '../../grammar.ts';
import type { Slot } from '../../slots.ts';
import type { Chunk, Writing } from '../../writer.ts';
import { KeyValueCache, slotLimit } from './cache.ts';
import { DecodePass, decodingDispatches } from './decode-pass.ts';
import { type DeviceModel, hardwareOf } from './device-model.ts';
import { type Dispatch, NONE, RowWords } from './dispatch.ts';
import { GrammarTables } from './grammar-tables.ts';
import { DRAW_WORDS, packSequence, SequenceWords, STEPS, tokensLeft } from './sequence-records.ts';

/** Most tokens read at once, where the context is not longer: more would take more memory than time. */
const MOST_ROWS = 2048;

/**
 * Steps of a chunk. Turns that end early are carried along to its end, which costs a processor more than asking
 * often; on a graphics card a read-back takes as long as several steps.
 */
const CHUNK_STEPS = { processor: 8, graphics: STEPS } as const;

export class Decoder implements Chunk {
  /** Sequences whose keys and values there may be memory for. */
  readonly slots: number;
  readonly capacity: number;
  /** Most tokens that a chunk writes per sequence. */
  readonly steps: number;
  readonly #model: DeviceModel;
  readonly #cache: KeyValueCache;
  readonly #tables: GrammarTables;
  readonly #pass: DecodePass;
  #tokensRead = 0;
  #submissions = 0;

  private constructor(
    model: DeviceModel,
    cache: KeyValueCache,
    tables: GrammarTables,
    pass: DecodePass,
    slots: number,
  ) {
    this.#model = model;
    this.#cache = cache;
    this.#tables = tables;
    this.#pass = pass;
    this.slots = slots;
    this.capacity = rowCapacity(model);
    this.steps = CHUNK_STEPS[hardwareOf(model.gpu)];
  }

  /** Compiles; keys and values will take at most `cacheBytes` (but at least one sequence). */
  static async create(model: DeviceModel, cacheBytes: number): Promise<Decoder> {
    const slots = slotLimit(model.config, cacheBytes, model.gpu.device.limits);
    const cache = new KeyValueCache(model.gpu, model.graph, slots);
    const tables = await GrammarTables.create(model.gpu);
    try {
      const pass = await DecodePass.create(model, cache, tables, rowCapacity(model));
      return new Decoder(model, cache, tables, pass, slots);
    } catch (error) {
      tables.dispose();
      throw error;
    }
  }

  /** All launches whose kernels `create` compiles. */
  static dispatches(model: DeviceModel): Dispatch[] {
    return [...decodingDispatches(model, 1), ...decodingDispatches(model, rowCapacity(model))];
  }

  /** Tokens whose keys and values were computed so far: what was copied or still known was not. */
  get tokensRead(): number {
    return this.#tokensRead;
  }

  /** Chunks submitted so far; each is read back once. */
  get submissions(): number {
    return this.#submissions;
  }

  /** Launches per token that every live sequence writes. */
  get launches(): number {
    return this.#pass.launches;
  }

  copy(from: Slot, to: Slot, length: number): void {
    this.#cache.copy(from, to, length);
  }

  /** To be called when no sequence is cached any more: copies that were asked for are not needed then. */
  forget(): void {
    this.#cache.forgetCopies();
  }

  /**
   * `Chunk.run`. The parameters must have been settled, and what tfjs has recorded submitted. Rejects with a
   * `DeviceLostError` as soon as the device is lost.
   */
  async run(writings: readonly Writing[]): Promise<void> {
    const size = { rows: writings.reduce((sum, { unread }) => sum + unread, 0), picked: writings.length };
    const steps = Math.min(this.steps, Math.max(...writings.map((writing) => this.#left(writing))));
    try {
      await this.#tables.provide(grammarsOf(writings));
      const moved = await this.#cache.provide(writings.map(({ slot }) => slot));
      await this.#pass.fit(size, moved);
      this.#describe(writings);
      this.#submit(size, steps);
      this.#write(writings, steps, await this.#pass.read(size.picked));
    } catch (error) {
      // Nobody is cached any more then: what was to be copied would only ask for memory.
      this.forget();
      throw error;
    }
  }

  /** Nothing may be under way. */
  dispose(): void {
    this.#pass.dispose();
    this.#tables.dispose();
    this.#cache.dispose();
  }

  #left(writing: Writing): number {
    return tokensLeft(writing, this.#model.config.context);
  }

  /** Puts the records of the first step together. */
  #describe(writings: readonly Writing[]): void {
    const { context } = this.#model.config;
    const { words, offset } = this.#pass.rows;
    const { sequences } = this.#pass;
    const tableOf = (grammar: Grammar) => this.#tables.offset(grammar);
    let row = 0;
    for (const [p, writing] of writings.entries()) {
      const { tokens, slot } = writing;
      const begin = this.#cache.begin(slot);
      for (let position = slot.tokens.length; position < tokens.length; position++) {
        const at = offset + row * RowWords.count;
        words[at + RowWords.token] = tokens[position] as number;
        words[at + RowWords.position] = position;
        words[at + RowWords.place] = begin + position;
        words[at + RowWords.begin] = begin;
        words[at + RowWords.pickOf] = NONE;
        row++;
      }
      // Its last token's row says what comes next.
      words[offset + p * RowWords.count + RowWords.picked] = row - 1;
      const at = sequences.offset + p * SequenceWords.count;
      packSequence(sequences.words, sequences.floats, at, writing, { begin, context, tableOf });
    }
  }

  /** Hands each turn what was drawn for it until it is over. */
  #write(
    writings: readonly Writing[],
    steps: number,
    { words, floats }: { readonly words: Uint32Array; readonly floats: Float32Array },
  ): void {
    const { context, vocabulary } = this.#model.config;
    for (const [p, writing] of writings.entries()) {
      const known = writing.slot.tokens.length;
      for (let step = 0; step < steps && writing.ended === null; step++) {
        const at = (p * STEPS + step) * DRAW_WORDS;
        const draw = {
          token: words[at] as number,
          logProb: floats[at + 1] as number,
          entropy: floats[at + 2] as number,
        };
        writing.noteRead(writing.tokens.length);
        writing.write(draw, floats[at + 3] as number, vocabulary, context);
      }
      this.#tokensRead += writing.slot.tokens.length - known;
    }
  }

  #submit(size: { readonly rows: number; readonly picked: number }, steps: number): void {
    const { device } = this.#model.gpu;
    this.#pass.upload(size);
    const encoder = device.createCommandEncoder({ label: 'decode' });
    this.#cache.recordCopies(encoder);
    const pass = encoder.beginComputePass();
    this.#pass.record(pass, size, steps);
    pass.end();
    this.#pass.recordReadBack(encoder, size.picked);
    device.queue.submit([encoder.finish()]);
    this.#submissions++;
  }
}

/** Most rows of a step: at least one whole sequence. */
function rowCapacity({ config }: DeviceModel): number {
  return Math.max(MOST_ROWS, config.context);
}

function grammarsOf(writings: readonly Writing[]): Set<Grammar> {
  const grammars = new Set<Grammar>();
  for (const { request } of writings) if (request.grammar) grammars.add(request.grammar.grammar);
  return grammars;
}
