/** Espalier's own engines as contestants, each loaded when asked for. */
import type { Engine, GenerateRequest, ModelState, StepConfig } from '../../src/model/engine.ts';
import { derive, key } from '../../src/random/index.ts';
import { ADAM, type Contestant, type DecodeJob, Unable } from './contestant.ts';

/** Clipping is computed but never bites: the peers' Adam has none. */
const STEP: StepConfig = { ...ADAM, loss: { kind: 'sft' }, temperature: 1, weightDecay: 0, clipNorm: 1e6 };

/** `threads`: as many as the engine takes on this machine; else one. */
export async function wasm(state: ModelState, fma: 'auto' | 'off', threads: boolean): Promise<Contestant> {
  const { createWasmEngine, hasRelaxedSimd } = await import('../../src/model/engines/wasm/index.ts');
  if (fma === 'auto' && !hasRelaxedSimd()) {
    throw new Unable('There is no relaxed SIMD here; the portable build is what runs.');
  }
  if (threads && navigator.hardwareConcurrency === 1) throw new Unable('This machine has one core.');
  return contestantOf(await createWasmEngine({ fma, threads: threads ? 'auto' : 1 }), state);
}

export async function webgpu(state: ModelState): Promise<Contestant> {
  const { createWebGpuEngine } = await import('../../src/model/engines/webgpu/index.ts');
  return contestantOf(await createWebGpuEngine(), state);
}

export async function oracle(state: ModelState, backend: 'webgpu' | 'wasm' | 'cpu'): Promise<Contestant> {
  const { TfjsEngine } = await import('../../src/model/engines/tfjs/engine.ts');
  return contestantOf(await TfjsEngine.create({ backend }), state);
}

async function contestantOf(engine: Engine, state: ModelState): Promise<Contestant> {
  await engine.load(state);
  return {
    description: engine.description,
    train: async (batch) => (await engine.train(batch, STEP)).loss,
    decode: async (job) => {
      const requests = toRequests(job);
      const completions = await engine.generate(requests);
      // The next round must read its prompts again, as the peers do.
      engine.release(requests.map((request) => request.sequence));
      return completions.map((completion) => completion.tokens);
    },
  };
}

function toRequests({ prompts, length, temperature, seed }: DecodeJob): GenerateRequest[] {
  const k = derive(key(seed), 'decode');
  return prompts.map((tokens, i) => ({
    sequence: `bench ${i}`,
    tokens,
    maxTokens: length,
    stop: [],
    temperature,
    key: derive(k, i),
  }));
}
