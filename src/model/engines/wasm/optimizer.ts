/** The optimizer's side of a step: gradients of parts added up in order, adapters' gradients, clipping and AdamW. */
import type { ModelState, StepConfig, StepStats } from '../../engine.ts';
import type { ParameterSlot } from '../../layout.ts';
import type { Network } from './network.ts';
import { PANEL, roundUp } from './weights.ts';

export type Moments = Pick<ModelState, 'firstMoment' | 'secondMoment'>;

export class Optimizer {
  readonly #network: Network;
  /** Addresses of flat buffers in the layout's order. */
  readonly #total: number;
  readonly #firstMoment: number;
  readonly #secondMoment: number;
  /** Address of the panels of Bᵀ of the adapter whose gradient is being made. */
  readonly #panels: number;
  #empty = true;

  constructor(network: Network, { firstMoment, secondMoment }: Moments) {
    const { arena, weights } = network;
    const { size } = weights.layout;
    this.#network = network;
    this.#total = arena.take(size);
    this.#firstMoment = arena.take(size);
    this.#secondMoment = arena.take(size);
    const sizes = weights.adapters.map(({ b }) => roundUp(b.shape[0] as number, PANEL) * (b.shape[1] as number));
    this.#panels = arena.take(Math.max(0, ...sizes));
    arena.floats(this.#firstMoment, size).set(firstMoment);
    arena.floats(this.#secondMoment, size).set(secondMoment);
  }

  /** Copies. */
  moments(): Moments {
    const { arena, weights } = this.#network;
    const copy = (address: number) => arena.floats(address, weights.layout.size).slice();
    return { firstMoment: copy(this.#firstMoment), secondMoment: copy(this.#secondMoment) };
  }

  /** Forgets what has been added. */
  begin(): void {
    this.#empty = true;
  }

  /** Adds the gradient at this address to the step's. */
  add(gradient: number): void {
    const { kernels, weights } = this.#network;
    if (this.#empty) kernels.copy(gradient, weights.layout.size, this.#total);
    else kernels.addTo(this.#total, gradient, weights.layout.size);
    this.#empty = false;
  }

  /** Update number `step` (from 1) with the gradient added since `begin`; nothing changes when that is not finite. */
  apply(step: number, config: StepConfig): Pick<StepStats, 'gradNorm' | 'applied'> {
    const { kernels, weights } = this.#network;
    const { slots, size } = weights.layout;
    if (this.#empty) kernels.zero(this.#total, size);
    this.#adapters();
    const gradNorm = Math.sqrt(this.#sumOfSquares());
    if (!Number.isFinite(gradNorm)) return { gradNorm, applied: false };
    const { learningRate, beta1, beta2, epsilon, weightDecay, clipNorm } = config;
    const clip = clipNorm > 0 && gradNorm > clipNorm ? clipNorm / gradNorm : 1;
    for (const slot of slots) {
      if (!slot.trained) continue;
      kernels.adamW(
        weights.address(slot),
        weights.address(slot, this.#firstMoment),
        weights.address(slot, this.#secondMoment),
        weights.address(slot, this.#total),
        slot.size,
        clip,
        slot.decay ? 1 - learningRate * weightDecay : 1,
        learningRate / (1 - beta1 ** step),
        1 / Math.sqrt(1 - beta2 ** step),
        beta1,
        beta2,
        1 - beta1,
        1 - beta2,
        epsilon,
      );
    }
    weights.changed();
    return { gradNorm, applied: true };
  }

  /** Gradients of adapters from those of the matrices that they are merged into; see `src/model/lora.ts`. */
  #adapters(): void {
    const { kernels, weights } = this.#network;
    const gradientOf = (slot: ParameterSlot) => weights.address(slot, this.#total);
    for (const { weight, a, b, scale } of weights.adapters) {
      const [inputs, rank] = a.shape as [number, number];
      const [, outputs] = b.shape as [number, number];
      const [dW, dA, dB] = [gradientOf(weight), gradientOf(a), gradientOf(b)];
      kernels.packColumns(weights.address(b), outputs, rank, outputs, 0, this.#panels);
      kernels.gemm(dW, outputs, this.#panels, PANEL, PANEL * outputs, dA, rank, 0, inputs, rank, outputs);
      kernels.gemmT(weights.address(a), rank, dW, outputs, PANEL, dB, outputs, 0, rank, outputs, inputs);
      for (const { address, size } of [
        { address: dA, size: a.size },
        { address: dB, size: b.size },
      ]) {
        kernels.scale(address, size, scale, address);
      }
    }
  }

  /** Of the gradients of trained parameters, run by run. */
  #sumOfSquares(): number {
    const { kernels, weights } = this.#network;
    const { slots } = weights.layout;
    let sum = 0;
    for (let first = 0; first < slots.length; ) {
      let end = first;
      let size = 0;
      for (; slots[end]?.trained; end++) size += (slots[end] as ParameterSlot).size;
      if (size > 0) sum += kernels.sumOfSquares(weights.address(slots[first] as ParameterSlot, this.#total), size);
      first = end + 1;
    }
    return sum;
  }
}
