/** Choosing an engine, over a catalog of engines that take as long as the test says. Real ones: tests/browser. */
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/model/engine.ts';
import {
  type Adapter,
  type Candidate,
  type CompileProgress,
  candidateId,
  type EngineOption,
} from '../../../src/workers/engine-catalog.ts';
import { chooseEngine, type EngineQuestion, engineNote } from '../../../src/workers/engine-choice.ts';
import { TINY } from '../../support/engine-fixtures.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { MemoryNotes, ONE_THREAD, TESTED } from '../../support/memory-notes.ts';
import { RecordingEngine } from '../../support/recording-engine.ts';

const GPU: Adapter = { name: 'a fast card', software: false, id: 'fast' };

/** Milliseconds that a step takes per candidate; an Error when it cannot be created. */
type Speeds = Partial<Record<EngineOption | 'wasm-4' | 'wasm-portable', number | Error>>;

interface Here {
  readonly threads?: number;
  readonly adapter?: Adapter | null | Error;
  readonly notes?: MemoryNotes;
  readonly browser?: string;
  /** Stands in for 'webgpu'. */
  readonly hanging?: Engine;
}

function question(speeds: Speeds, here: Here = {}, asked: Partial<EngineQuestion> = {}) {
  const timer = new ManualTimer();
  const made: string[] = [];
  const disposed: string[] = [];
  const said: string[] = [];
  const { threads = 1, adapter = null, notes = new MemoryNotes(TESTED), browser = 'a browser' } = here;
  const create = async (candidate: Candidate, onProgress?: CompileProgress): Promise<Engine> => {
    const id = candidateId(candidate) as keyof Speeds;
    const speed = speeds[id] ?? new Error(`${id} is not installed.`);
    if (speed instanceof Error) throw speed;
    if (id === 'webgpu') onProgress?.(12, 30);
    made.push(id);
    if (here.hanging && id === 'webgpu') return here.hanging;
    const engine = new RecordingEngine(() => [1]);
    const train = engine.train.bind(engine);
    let steps = 0;
    engine.train = (batch, step) => {
      // The first compiles.
      timer.pass(steps++ === 0 ? 10 * speed : speed);
      return train(batch, step);
    };
    engine.dispose = () => disposed.push(id);
    return engine;
  };
  const catalog = {
    machine: { ...ONE_THREAD, threads, browser },
    create,
    adapter: async () => {
      if (adapter instanceof Error) throw adapter;
      return adapter;
    },
  };
  const chosen = chooseEngine({
    choice: 'auto',
    before: '',
    again: false,
    work: { model: TINY, rows: 2, turnTokens: 3 },
    catalog,
    notes,
    timer,
    tell: (message) => said.push(message),
    ...asked,
  });
  return { chosen, made, disposed, said, notes, timer };
}

describe('automatic', () => {
  it('takes WebAssembly without measuring when there is nothing to choose from', async () => {
    for (const adapter of [null, new Error('denied')]) {
      const { chosen, made, said } = question({ wasm: 1, webgpu: 1 }, { adapter });
      expect(await chosen).toMatchObject({ option: 'wasm', reason: 'WebGPU is not available here.', figures: [] });
      expect(made).toEqual(['wasm']);
      expect(said).toEqual([]);
    }
  });

  it('does not consider a GPU that is only simulated', async () => {
    const { chosen, made } = question(
      { wasm: 9, webgpu: 1 },
      { adapter: { ...GPU, name: 'SwiftShader', software: true } },
    );
    expect(await chosen).toMatchObject({ option: 'wasm', reason: expect.stringContaining('SwiftShader') });
    expect(made).toEqual(['wasm']);
  });

  it('falls back on TensorFlow.js where nothing else can run', async () => {
    const { chosen } = question({ wasm: new Error('No SIMD.'), tfjs: 1 });
    expect(await chosen).toMatchObject({ option: 'tfjs', reason: 'WebGPU is not available here. No SIMD.' });
  });

  it.each([
    [{ wasm: 210, webgpu: 35 }, 'webgpu', 'WASM 210 ms, WebGPU 35 ms on a fast card a round, measured just now.'],
    [{ wasm: 2, webgpu: 350 }, 'wasm', 'WASM 2.0 ms, WebGPU 350 ms on a fast card a round, measured just now.'],
  ])('measures %j and takes the faster', async (speeds, option, reason) => {
    const { chosen, disposed, made } = question(speeds, { adapter: GPU });
    expect(await chosen).toMatchObject({ option, reason });
    expect(made).toEqual(['wasm', 'webgpu']);
    expect(disposed).toEqual([option === 'wasm' ? 'webgpu' : 'wasm']);
  });

  it('measures one thread against all of them', async () => {
    const { chosen, said } = question({ wasm: 11, 'wasm-4': 4, webgpu: 40 }, { threads: 4, adapter: GPU });
    expect(await chosen).toMatchObject({
      option: 'wasm',
      reason: 'WASM 11 ms, WASM with 4 threads 4.0 ms, WebGPU 40 ms on a fast card a round, measured just now.',
    });
    expect(said).toEqual([
      'Compiling shaders 12 of 30.',
      'Measuring on this machine: WASM, WASM with 4 threads, WebGPU.',
    ]);
  });

  it('reports compiling and warming up apart from the figures', async () => {
    const { chosen } = question({ wasm: 20, webgpu: 30 }, { adapter: GPU });
    expect((await chosen).figures).toEqual([
      { name: 'WASM', milliseconds: 20, warmUpMilliseconds: 200, failure: '' },
      { name: 'WebGPU', milliseconds: 30, warmUpMilliseconds: 300, failure: '' },
    ]);
  });

  it('leaves out with its reason what cannot run', async () => {
    const { chosen } = question({ wasm: 100, webgpu: new Error('The device was lost.') }, { adapter: GPU });
    expect(await chosen).toMatchObject({
      option: 'wasm',
      reason: 'WASM 100 ms a round, measured just now. WebGPU was left out: The device was lost.',
    });
  });

  it('leaves out with its reason what fails its self-test, now and from then on', async () => {
    const notes = new MemoryNotes({ ...TESTED, selfTests: { wasm: '' } });
    const failure =
      'WebGPU failed its self-test on this machine. A turn had the wrong length, or tokens or probabilities that cannot be.';
    for (let visit = 0; visit < 2; visit++) {
      const { chosen, disposed } = question({ wasm: 100, webgpu: 1 }, { adapter: GPU, notes });
      expect(await chosen).toMatchObject({ option: 'wasm', reason: expect.stringContaining(failure) });
      expect(disposed).toEqual(visit === 0 ? ['webgpu'] : []);
    }
    expect(notes.written.at(-1)?.selfTests).toEqual({ wasm: '', webgpu: failure });
  });

  it('leaves out what does not answer', async () => {
    const notes = new MemoryNotes({ ...TESTED, selfTests: { wasm: '' } });
    const hanging = new RecordingEngine(() => [1]);
    hanging.load = () => new Promise(() => {});
    const { chosen, timer } = question({ wasm: 100, webgpu: 1 }, { adapter: GPU, notes, hanging });
    while (timer.waiting === 0) await null;
    timer.pass(60_000);
    const reason = expect.stringContaining('WebGPU was left out: It did not answer within 60 seconds.');
    expect(await chosen).toMatchObject({ option: 'wasm', reason });
    expect(notes.written.at(-1)?.selfTests).toEqual({ wasm: '' });
  });

  it('rejects in words when nothing works', async () => {
    await expect(question({}).chosen).rejects.toThrow('tfjs is not installed.');
  });
});

describe('what is remembered', () => {
  it('is used at once, and said to be remembered', async () => {
    const { chosen, notes } = question({ wasm: 20, webgpu: 30 }, { adapter: GPU });
    await chosen;
    const later = question({ wasm: 900, webgpu: 1 }, { adapter: GPU, notes });
    expect((await later.chosen).reason).toMatch(
      /^WASM 20 ms, WebGPU 30 ms on a fast card a round, measured on \d+ [A-Z][a-z]+ \d{4}\.$/,
    );
    expect(later.made).toEqual(['wasm']);
    expect(later.said).toEqual([]);
  });

  it('is not believed of another shape, browser or adapter', async () => {
    const { chosen, notes } = question({ wasm: 20, webgpu: 30 }, { adapter: GPU });
    await chosen;
    const other: [Here, Partial<EngineQuestion>][] = [
      [{}, { work: { model: { ...TINY, hidden: 16 }, rows: 2, turnTokens: 3 } }],
      [{ browser: 'a newer browser' }, {}],
      [{ adapter: { ...GPU, id: 'another' } }, {}],
    ];
    for (const [here, asked] of other) {
      const { chosen: again, made } = question({ wasm: 20, webgpu: 1 }, { adapter: GPU, notes, ...here }, asked);
      expect(await again).toMatchObject({ option: 'webgpu' });
      expect(made).toEqual(['wasm', 'webgpu']);
    }
  });

  it('is found out again when that is asked for, the self-test included', async () => {
    const { chosen, notes } = question({ wasm: 20, webgpu: 30 }, { adapter: GPU });
    await chosen;
    const again = question({ wasm: 20, webgpu: 30, tfjs: 1 }, { adapter: GPU, notes }, { again: true });
    await expect(again.chosen).rejects.toThrow('TensorFlow.js failed its self-test');
    expect(again.made).toEqual(['wasm', 'webgpu', 'tfjs']);
  });

  it('serves an engine that is asked for by name too', async () => {
    const here = { threads: 4, notes: new MemoryNotes(TESTED) };
    await question({ wasm: 20, 'wasm-4': 7 }, here).chosen;
    const { chosen, made } = question({ wasm: 20, 'wasm-4': 7 }, here, { choice: 'wasm' });
    expect((await chosen).reason).toMatch(
      /^The experiment asks for it\. WASM 20 ms, WASM with 4 threads 7\.0 ms a round/,
    );
    expect(made).toEqual(['wasm-4']);
  });

  it('is not needed: without storage everything is measured each time', async () => {
    const broken = new MemoryNotes();
    broken.read = () => Promise.reject(new Error('no storage'));
    broken.write = () => Promise.reject(new Error('no storage'));
    const { chosen } = question({ tfjs: 5 }, { notes: broken }, { choice: 'tfjs' });
    await expect(chosen).rejects.toThrow('failed its self-test');
  });
});

describe('a run that goes on', () => {
  it('keeps the engine that computed it, however fast the others are', async () => {
    const before = engineNote(await question({ wasm: 500, webgpu: 900 }, { adapter: GPU }).chosen);
    expect(before).toBe('wasm: recording');
    const { chosen, made } = question({ 'wasm-portable': 500, webgpu: 1 }, { adapter: GPU }, { before });
    expect(await chosen).toMatchObject({ option: 'wasm', reason: 'It computed this run before.' });
    expect(made).toEqual(['wasm-portable']);
  });

  it('rounds as before: with fused multiply-add or without', async () => {
    const speeds = { wasm: 1, 'wasm-portable': 1 };
    const fused = question(speeds, {}, { before: 'wasm: WebAssembly SIMD (fused multiply-add)' });
    const plain = question(speeds, {}, { before: 'wasm: WebAssembly SIMD', choice: 'wasm' });
    await Promise.all([fused.chosen, plain.chosen]);
    expect([fused.made, plain.made]).toEqual([['wasm'], ['wasm-portable']]);
  });

  it('changes it when that one no longer runs here, or when it was imported with other words', async () => {
    for (const before of ['webgpu: a card that is gone', 'WebAssembly SIMD']) {
      expect(await question({ wasm: 1, 'wasm-portable': 1 }, {}, { before }).chosen).toMatchObject({ option: 'wasm' });
    }
  });
});

describe('asked for by name', () => {
  it.each(['wasm', 'webgpu', 'tfjs'] as const)('takes %s', async (choice) => {
    const { chosen } = question({ wasm: 1, webgpu: 1, tfjs: 1 }, {}, { choice, before: 'tfjs: x' });
    expect(await chosen).toMatchObject({ option: choice, reason: 'The experiment asks for it.' });
  });

  it('says what to do when it cannot run', async () => {
    const { chosen } = question({ webgpu: new Error('There is no graphics adapter.') }, {}, { choice: 'webgpu' });
    await expect(chosen).rejects.toThrow(
      'The experiment asks for the engine "webgpu", which cannot run here: There is no graphics adapter. ' +
        'Set the engine to "auto" or "wasm".',
    );
  });
});
