/** Writing on several threads: the same turns, each sequence at its home, forks beside their origin. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../../../src/model/engine.ts';
import { WasmEngine } from '../../../../../../src/model/engines/wasm/index.ts';
import type { ToHelper } from '../../../../../../src/model/engines/wasm/threads/protocol.ts';
import { OBSERVE, request, someState, someTokens, TINY, trainBatch } from '../../../../../support/engine-fixtures.ts';
import { wasmKernels } from '../../../../../support/wasm-kernels.ts';
import { type FakeThread, fakeThread } from '../../../../../support/wasm-threads.ts';

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await wasmKernels();
});

const STATE = someState({ ...TINY, valueHead: true }, 5);

async function engineOn(threads: readonly FakeThread[]): Promise<Engine> {
  const engine = WasmEngine.create(module, { helpers: threads });
  await engine.load(STATE);
  return engine;
}

function requests(round: number, count: number) {
  return Array.from({ length: count }, (_, i) =>
    request(`s${i}`, someTokens(TINY, i, 2 + ((i + round) % 7) + 9 * round), { maxTokens: 1 + (i % 9) }),
  );
}

/** The messages of one kind that a thread got. */
function heard<K extends ToHelper['kind']>(thread: FakeThread, kind: K) {
  const messages = thread.asked as ToHelper[];
  return messages.filter((message): message is Extract<ToHelper, { readonly kind: K }> => message.kind === kind);
}

const names = (thread: FakeThread) =>
  heard(thread, 'write').map((message) => message.requests.map(({ sequence }) => sequence));

describe('writing on threads', () => {
  it('gives the same turns, round after round, and keeps every sequence at its home', async () => {
    const alone = await engineOn([]);
    const threads = [fakeThread(), fakeThread()];
    const engine = await engineOn(threads);
    for (let round = 0; round < 3; round++) {
      expect(await engine.generate(requests(round, 40))).toEqual(await alone.generate(requests(round, 40)));
    }
    const [first, second] = threads.map(names);
    expect(first).toHaveLength(3);
    expect(first![0]!.length).toBeGreaterThan(9);
    expect(second![0]!.length).toBeGreaterThan(9);
    for (const rounds of [first!, second!]) expect(rounds).toEqual([rounds[0], rounds[0], rounds[0]]);
    for (const thread of threads) {
      const sent = heard(thread, 'write').map(({ parameters }) => parameters !== null);
      expect(sent).toEqual([true, false, false]);
    }
    engine.dispose();
  });

  it('troubles no helper with a few turns', async () => {
    const thread = fakeThread();
    const engine = await engineOn([thread]);
    await engine.generate(requests(0, 12));
    await engine.generate(requests(0, 3));
    expect(names(thread)).toEqual([]);
    engine.dispose();
  });

  it('forks and releases a sequence where it lives', async () => {
    const thread = fakeThread();
    const engine = await engineOn([thread]);
    await engine.generate(requests(0, 30));
    const there = names(thread)[0]![0]!;
    engine.fork(there, 'fork', 3);
    engine.fork('s0', 'fork of s0', 2);
    engine.release([there, 's0', 'nobody']);
    const alone = await engineOn([]);
    const forks = [request('fork', requests(0, 30).find(({ sequence }) => sequence === there)!.tokens as number[])];
    expect(await engine.generate(forks)).toEqual(await alone.generate(forks));
    expect(heard(thread, 'fork')).toEqual([{ kind: 'fork', from: there, to: 'fork', length: 3 }]);
    expect(heard(thread, 'release')).toEqual([{ kind: 'release', sequences: [there] }]);
    expect(names(thread)[1]).toEqual(['fork']);
    engine.dispose();
  });

  it('writes with new parameters after a step, from empty caches', async () => {
    const thread = fakeThread();
    const [engine, alone] = [await engineOn([thread]), await engineOn([])];
    const batch = trainBatch(STATE, 2, [20, 9]);
    for (const one of [engine, alone]) {
      await one.generate(requests(0, 30));
      await one.train(batch, { ...OBSERVE, learningRate: 0.05 });
    }
    expect(await engine.generate(requests(1, 30))).toEqual(await alone.generate(requests(1, 30)));
    engine.dispose();
  });

  it('writes the turns of a thread that dies itself', async () => {
    const threads = [fakeThread(), fakeThread()] as const;
    const engine = await engineOn(threads);
    const asked = requests(0, 40);
    const expected = await (await engineOn([])).generate(asked);
    const turns = engine.generate(asked);
    await Promise.resolve();
    await Promise.resolve();
    threads[0].die();
    expect(await turns).toEqual(expected);
    expect(engine.description).toBe('WebAssembly SIMD, 2 threads');
    engine.release(asked.map(({ sequence }) => sequence));
    expect(await engine.generate(asked)).toEqual(expected);
    engine.dispose();
  });
});
