/** Log-probabilities, entropies and values of whole batches: the forward pass of training without the rest. */
import type { TokenBatch, TokenScores } from '../../engine.ts';
import { submit } from './backend.ts';
import type { DeviceModel } from './device-model.ts';
import type { Dispatch } from './dispatch.ts';
import { lowerGraph } from './lowering.ts';
import { packBatch } from './packing.ts';
import { packPredictions } from './predictions.ts';
import { SCORE_WORDS, scoreDispatches } from './training-kernels.ts';
import { Workspace } from './workspace.ts';

export function scoringDispatches(model: DeviceModel): Dispatch[] {
  const { forward } = lowerGraph(model.graph, model.tiles(Number.POSITIVE_INFINITY));
  return [...forward, ...scoreDispatches(model.graph)];
}

export class Scorer {
  readonly #model: DeviceModel;
  readonly #workspace: Workspace;

  private constructor(model: DeviceModel, workspace: Workspace) {
    this.#model = model;
    this.#workspace = workspace;
  }

  /** Passes have at most `mostRows` rows; without it, what the device has room for. */
  static async create(model: DeviceModel, mostRows?: number): Promise<Scorer> {
    return new Scorer(model, await Workspace.create(model, scoringDispatches(model), model.resolve, mostRows));
  }

  /** Scores of a checked batch at a positive temperature. */
  async score(batch: TokenBatch, temperature: number): Promise<TokenScores> {
    const size = batch.rows * batch.width;
    const scores = {
      logProbs: new Float32Array(size),
      entropies: new Float32Array(size),
      values: new Float32Array(size),
    };
    const passes = packBatch(batch, this.#workspace.capacity, () => true);
    if (passes.length === 0) return scores;
    const { gpu, flat, tfjs } = this.#model;
    const { device } = gpu;
    flat.settle();
    submit(tfjs.backend);
    const bytes = 4 * SCORE_WORDS * passes.reduce((sum, { picked }) => sum + picked, 0);
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const [staging] = (await gpu.allocate('Reading scores back', [{ label: 'scores', size: bytes, usage }])) as [
      GPUBuffer,
    ];
    try {
      let at = 0;
      for (const pass of passes) {
        await this.#workspace.fit(pass);
        this.#workspace.upload(pass, packPredictions(batch.tokens, pass.indices, temperature, null), false);
        const encoder = device.createCommandEncoder();
        const compute = encoder.beginComputePass();
        this.#workspace.record(compute, pass);
        compute.end();
        const length = 4 * SCORE_WORDS * pass.picked;
        encoder.copyBufferToBuffer(this.#workspace.buffer('scores'), 0, staging, at, length);
        device.queue.submit([encoder.finish()]);
        at += length;
      }
      await gpu.guard(staging.mapAsync(GPUMapMode.READ));
      const read = new Float32Array(staging.getMappedRange());
      let row = 0;
      for (const { indices } of passes) {
        for (const index of indices) {
          scores.logProbs[index] = read[row] as number;
          scores.entropies[index] = read[row + 1] as number;
          scores.values[index] = read[row + 2] as number;
          row += SCORE_WORDS;
        }
      }
      return scores;
    } finally {
      staging.destroy();
    }
  }

  dispose(): void {
    this.#workspace.dispose();
  }
}
