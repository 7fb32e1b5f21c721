/** Choosing an engine, over a catalog of engines that take as long as the test says. Real ones: tests/browser. */
import { describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../../src/model/config.ts';
import type { Engine } from '../../../src/model/engine.ts';
import type { Adapter, EngineOption } from '../../../src/workers/engine-catalog.ts';
import { chooseEngine, type EngineQuestion, engineNote } from '../../../src/workers/engine-choice.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { RecordingEngine } from '../../support/recording-engine.ts';

const model: ModelConfig = {
  vocabulary: 11,
  context: 8,
  width: 4,
  layers: 1,
  heads: 2,
  hidden: 4,
  valueHead: false,
  ropeBase: 100,
};
const GPU: Adapter = { name: 'a fast card', software: false };

/** Milliseconds that a step takes per engine; an Error when it cannot be created. */
type Machine = Partial<Record<EngineOption, number | Error>>;

function question(machine: Machine, adapter: Adapter | null | Error, asked: Partial<EngineQuestion> = {}) {
  const timer = new ManualTimer();
  const made: string[] = [];
  const disposed: string[] = [];
  const create = async (option: EngineOption): Promise<Engine> => {
    const speed = machine[option] ?? new Error(`${option} is not installed.`);
    if (speed instanceof Error) throw speed;
    made.push(option);
    const engine = new RecordingEngine(() => [1]);
    const train = engine.train.bind(engine);
    engine.train = (batch, step) => {
      timer.pass(speed);
      return train(batch, step);
    };
    engine.dispose = () => disposed.push(option);
    return engine;
  };
  const catalog = {
    create,
    adapter: async () => {
      if (adapter instanceof Error) throw adapter;
      return adapter;
    },
  };
  const chosen = chooseEngine({ choice: 'auto', before: '', model, catalog, timer, ...asked });
  return { chosen, made, disposed };
}

describe('automatic', () => {
  it('takes WebAssembly without measuring when there is no WebGPU', async () => {
    for (const adapter of [null, new Error('denied')]) {
      const { chosen, made } = question({ wasm: 1, webgpu: 1 }, adapter);
      expect(await chosen).toMatchObject({ option: 'wasm', reason: 'WebGPU is not available here.' });
      expect(made).toEqual(['wasm']);
    }
  });

  it('takes WebAssembly when the GPU is only simulated', async () => {
    const { chosen } = question({ wasm: 9, webgpu: 1 }, { name: 'SwiftShader', software: true });
    expect(await chosen).toMatchObject({ option: 'wasm', reason: expect.stringContaining('SwiftShader') });
  });

  it('falls back on TensorFlow.js where WebAssembly cannot run', async () => {
    const { chosen } = question({ wasm: new Error('No SIMD.'), tfjs: 1 }, null);
    expect(await chosen).toMatchObject({ option: 'tfjs', reason: 'WebGPU is not available here. No SIMD.' });
  });

  it.each([
    [{ wasm: 210, webgpu: 35 }, 'webgpu', 'Fastest here: a trial step took 35 ms on WebGPU, 210 ms on WebAssembly.'],
    [{ wasm: 20, webgpu: 350 }, 'wasm', 'Fastest here: a trial step took 20 ms on WebAssembly, 350 ms on WebGPU.'],
  ])('measures %j and takes the faster', async (machine, option, reason) => {
    const { chosen, disposed } = question(machine, GPU);
    expect(await chosen).toMatchObject({ option, reason });
    expect(disposed).toEqual([option === 'wasm' ? 'webgpu' : 'wasm']);
  });

  it('takes the one that works when the other fails', async () => {
    const { chosen } = question({ wasm: 100, webgpu: new Error('The device was lost.') }, GPU);
    expect(await chosen).toMatchObject({ option: 'wasm', reason: 'The others failed: The device was lost.' });
  });

  it('takes TensorFlow.js when neither works', async () => {
    const { chosen } = question({ tfjs: 1 }, GPU);
    expect(await chosen).toMatchObject({ option: 'tfjs' });
  });

  it('rejects in words when nothing works', async () => {
    await expect(question({}, null).chosen).rejects.toThrow('tfjs is not installed.');
  });
});

describe('a run that goes on', () => {
  it('keeps the engine that computed it, however fast the others are', async () => {
    const before = engineNote(await question({ wasm: 500, webgpu: 900 }, GPU).chosen);
    expect(before).toBe('wasm: recording');
    const { chosen, made } = question({ wasm: 500, webgpu: 1 }, GPU, { before });
    expect(await chosen).toMatchObject({ option: 'wasm', reason: 'It computed this run before.' });
    expect(made).toEqual(['wasm']);
  });

  it('changes it when that one no longer runs here, or when it was imported with other words', async () => {
    for (const before of ['webgpu: a card that is gone', 'WebAssembly SIMD']) {
      expect(await question({ wasm: 1 }, null, { before }).chosen).toMatchObject({ option: 'wasm' });
    }
  });
});

describe('asked for by name', () => {
  it.each(['wasm', 'webgpu', 'tfjs'] as const)('takes %s', async (choice) => {
    const { chosen } = question({ wasm: 1, webgpu: 1, tfjs: 1 }, null, { choice, before: 'wasm: x' });
    expect(await chosen).toMatchObject({ option: choice, reason: 'The experiment asks for it.' });
  });

  it('says what to do when it cannot run', async () => {
    const { chosen } = question({ webgpu: new Error('There is no graphics adapter.') }, null, { choice: 'webgpu' });
    await expect(chosen).rejects.toThrow(
      'The experiment asks for the engine "webgpu", which cannot run here: There is no graphics adapter. ' +
        'Set the engine to "auto" or "wasm".',
    );
  });
});
