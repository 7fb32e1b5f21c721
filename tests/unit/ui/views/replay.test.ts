/** Replay against real trees: every agent of every tree ends in the recorded score, noisy and cut-off ones included. */
import { describe, expect, it } from 'vitest';
import { describeState, type TextCraftState, textcraft } from '../../../../src/envs/textcraft/index.ts';
import type { TreeRecord } from '../../../../src/rl/records.ts';
import { replay } from '../../../../src/ui/views/replay.ts';
import { type ExpertTreeOptions, expertTree } from '../../../support/expert-trees.ts';

const vocabulary = textcraft.vocabulary({});
const run = (record: TreeRecord, path: string) => replay(textcraft, vocabulary, record, path);

const TREES: Readonly<Record<string, ExpertTreeOptions>> = {
  'a lone agent': { difficulty: 1, depthCap: 0 },
  'a clean tree': { difficulty: 4, seed: 2 },
  'noisy turns, lost results and refusals': { difficulty: 5, seed: 3, noise: 0.15, depthCap: 3 },
  'full context windows': { difficulty: 4, seed: 2, noise: 0.1, context: 40 },
  'agents out of turns': { difficulty: 4, seed: 2, noise: 0.2, turns: 6 },
  'no descendants left': { difficulty: 5, seed: 1, descendants: 3 },
  'children that know the goals above': { difficulty: 4, seed: 2, noise: 0.1, childSees: 'ancestors' },
  'children that know what their parents read': { difficulty: 4, seed: 2, noise: 0.1, childSees: 'context' },
};

describe('replay', () => {
  for (const [name, options] of Object.entries(TREES)) {
    it(`ends every agent as recorded: ${name}`, async () => {
      const { record } = await expertTree(options);
      for (const trace of record.tree.traces) {
        const { frames, divergence } = run(record, trace.path);
        expect(divergence).toBeNull();
        expect(frames).toHaveLength(trace.turns + 1);
        expect(textcraft.restore(frames.at(-1)?.state as TextCraftState).score()).toBe(trace.score);
      }
    });
  }

  it('covers what can go wrong', async () => {
    const noisy = await expertTree(TREES['noisy turns, lost results and refusals']);
    const traces = noisy.record.tree.traces;
    expect(traces.some((trace) => !trace.joined)).toBe(true);
    expect(traces.some((trace) => trace.refused > 0)).toBe(true);
    const cut = await expertTree(TREES['full context windows']);
    expect(cut.record.tree.traces.some(({ end }) => end === 'context')).toBe(true);
    const late = await expertTree(TREES['agents out of turns']);
    expect(late.record.tree.traces.some(({ end }) => end === 'turns')).toBe(true);
  });

  it('says what each turn did', async () => {
    const { record } = await expertTree({ difficulty: 3, seed: 1 });
    const { frames } = run(record, '0');
    const children = record.tree.traces.filter(({ depth }) => depth === 1);
    expect(frames[0]).toMatchObject({ action: null, error: false, spawned: null, joined: [] });
    expect(frames.flatMap(({ spawned }) => spawned ?? [])).toEqual(children.map(({ path }) => path));
    expect(frames.flatMap(({ joined }) => joined)).toEqual(
      children.map(({ path, joined }) => ({ path, applied: joined })),
    );
    const text = frames.map(({ action }) => action?.map((token) => vocabulary.names[token]).join(' '));
    expect(text[1]).toMatch(/^info i\d+$/);
    expect(text.at(-1)).toBe('finish');
  });

  it('shows effects only from the turn that took them over', async () => {
    const { record } = await expertTree({ difficulty: 3, seed: 1 });
    const { frames } = run(record, '0');
    const stocks = frames.map(({ state }) => JSON.stringify(describeState(state as TextCraftState).inventory));
    frames.forEach((frame, k) => {
      if (k === 0) return;
      const changed = stocks[k] !== stocks[k - 1];
      const crafted = frame.action?.[0] === vocabulary.names.indexOf('craft') && !frame.error;
      expect(changed).toBe(crafted || frame.joined.some(({ applied }) => applied));
    });
  });

  it('leaves the record as it is', async () => {
    const { record } = await expertTree({ difficulty: 3, seed: 1 });
    const before = structuredClone(record);
    run(record, '0.0');
    expect(record).toEqual(before);
  });

  it('says so when the record does not fit the environment', async () => {
    const { record } = await expertTree({ difficulty: 2, seed: 1 });
    const [root, ...rest] = record.tree.traces;
    const lied = { ...record, tree: { ...record.tree, traces: [{ ...root!, score: 0 }, ...rest] } };
    expect(run(lied, '0').divergence).toBe('Agent 0 scores 1 here and 0 in the record.');
    const tokens = root!.tokens.map((token, i) => (i === 2 ? token + 1 : token));
    const misread = { ...record, tree: { ...record.tree, traces: [{ ...root!, tokens }, ...rest] } };
    expect(run(misread, '0').divergence).toBe('Agent 0 is told something else here.');
  });

  it('refuses an agent that is not there, in words', async () => {
    const { record } = await expertTree({ difficulty: 2, seed: 1 });
    expect(() => run(record, '0.9')).toThrow('This tree has no agent 0.9.');
  });
});
