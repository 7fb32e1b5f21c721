/**
 * The calling thread and its helpers, and how they share the parts of a training batch. A helper that fails or dies is
 * let go; its parts are then done by the calling thread, which changes no bit of the result.
 */
import type { TrainBatch } from '../../../engine.ts';
import { type LossSettings, type LossSums, lossGradient, SUM_COUNT } from '../gradient.ts';
import type { Network } from '../network.ts';
import { cutBatch, divide, type Part, partOf } from '../parts.ts';
import type { ToHelper } from './protocol.ts';
import { type Gradient, Remote, type Thread } from './remote.ts';

/** Arrays that went out and came back, to go out again. */
const MOST_SPARE = 32;

export class Team {
  readonly #helpers: readonly Remote[];
  #spare: Float32Array[] = [];

  constructor(threads: readonly Thread[]) {
    this.#helpers = threads.map((thread) => new Remote(thread));
  }

  /** The helpers that are well. */
  get helpers(): readonly Remote[] {
    return this.#helpers.filter(({ alive }) => alive);
  }

  /** Makes all helpers ready for a model. */
  load(message: Extract<ToHelper, { readonly kind: 'model' }>): void {
    this.#spare = [];
    for (const helper of this.helpers) helper.tell(message);
  }

  /** A copy of the network's parameters to be sent to a helper; null when it has them already. */
  parameters(helper: Remote, network: Network): Float32Array | null {
    if (helper.version === network.weights.version) return null;
    helper.version = network.weights.version;
    const copy = this.#spare.pop() ?? new Float32Array(network.weights.layout.size);
    copy.set(network.parameters());
    return copy;
  }

  /**
   * The gradients of the batch's parts, each left at the address of the network's trainer while `add` is called with
   * it, in order. The batch must have been checked, and be left alone until this is over.
   */
  async gradients(
    network: Network,
    batch: TrainBatch,
    settings: LossSettings,
    add: (gradient: number) => void,
  ): Promise<LossSums> {
    const total = new Float64Array(SUM_COUNT);
    const trainer = network.trainer();
    const take = (sums: LossSums) => {
      add(trainer.gradient);
      for (const [i, sum] of sums.entries()) total[i] = (total[i] as number) + sum;
    };
    const doPart = (part: Part) => take(lossGradient(network, trainer, partOf(batch, part), settings));
    // The first share is the calling thread's, so that what it makes need not wait for the others.
    const { helpers } = this;
    const [own = [], ...shares] = divide(cutBatch(batch), 1 + helpers.length);
    const answers = helpers.map((helper, i) => this.#ask(helper, network, batch, shares[i] ?? [], settings));
    for (const part of own) doPart(part);
    for (const [i, share] of shares.entries()) {
      for (const [j, part] of share.entries()) {
        const answer = await answers[i]?.[j];
        if (!answer) {
          doPart(part);
          continue;
        }
        network.arena.floats(trainer.gradient, answer.gradient.length).set(answer.gradient);
        if (this.#spare.length < MOST_SPARE) this.#spare.push(answer.gradient);
        take(answer.sums);
      }
    }
    return total;
  }

  /** Ends all helpers. What they were asked is done by the calling thread. */
  dispose(): void {
    for (const helper of this.#helpers) helper.end();
  }

  #ask(
    helper: Remote,
    network: Network,
    batch: TrainBatch,
    share: readonly Part[],
    { loss, temperature }: LossSettings,
  ): Promise<Gradient>[] {
    if (share.length === 0) return [];
    const parts = share.map((part) => ownCopy(partOf(batch, part)));
    const parameters = this.parameters(helper, network);
    // The parameters' array is used for an answer, too.
    const spare = this.#spare.splice(0, share.length - (parameters ? 1 : 0));
    return helper.step({ kind: 'step', parameters, parts, settings: { loss, temperature }, spare });
  }
}

/** The same batch in arrays of its own, which can be transferred. */
function ownCopy(batch: TrainBatch): TrainBatch {
  const copies = Object.entries(batch).map(([name, value]) => [
    name,
    value instanceof Int32Array || value instanceof Float32Array ? value.slice() : value,
  ]);
  return Object.fromEntries(copies) as TrainBatch;
}
