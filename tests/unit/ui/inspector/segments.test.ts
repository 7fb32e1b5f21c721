/** Cutting a trace into segments, its transcript, and the figures above it. */
import { describe, expect, it } from 'vitest';
import type { Trace } from '../../../../src/rl/trace.ts';
import { segmentsOf, transcript } from '../../../../src/ui/inspector/segments.ts';
import { figuresOf, tokenCounts } from '../../../../src/ui/inspector/summary.ts';
import { expertTree } from '../../../support/expert-trees.ts';

const EOT = 1;
const vocabulary = { names: ['<pad>', '<eot>', 'go', 'ok', 'x'], pad: 0, endOfTurn: EOT };

function trace(tokens: readonly number[], own: readonly (0 | 1)[], more: Partial<Trace> = {}): Trace {
  return {
    path: '0',
    depth: 0,
    goal: [4],
    tokens,
    own,
    logProbs: own.map((flag) => (flag ? -0.5 : 0)),
    entropies: own.map((flag) => (flag ? 0.4 : 0)),
    turns: 1,
    spawnTurn: -1,
    joinTurn: -1,
    end: 'finished',
    score: 1,
    refused: 0,
    errors: 0,
    joined: true,
    ...more,
  };
}

describe('segmentsOf', () => {
  it('cuts between read and written', () => {
    expect(segmentsOf(trace([4, 3, 2, EOT, 3, 2, EOT], [0, 0, 1, 1, 0, 1, 1]), vocabulary)).toEqual([
      { kind: 'read', turn: -1, start: 0, end: 2, cut: false },
      { kind: 'turn', turn: 0, start: 2, end: 4, cut: false },
      { kind: 'read', turn: 0, start: 4, end: 5, cut: false },
      { kind: 'turn', turn: 1, start: 5, end: 7, cut: false },
    ]);
  });

  it('cuts between two turns with nothing read in between', () => {
    const segments = segmentsOf(trace([4, 2, EOT, 2, EOT], [0, 1, 1, 1, 1]), vocabulary);
    expect(segments.map(({ kind, turn }) => [kind, turn])).toEqual([
      ['read', -1],
      ['turn', 0],
      ['turn', 1],
    ]);
  });

  it('marks a turn that was cut off', () => {
    const segments = segmentsOf(trace([4, 2, 2], [0, 1, 1], { end: 'context' }), vocabulary);
    expect(segments.at(-1)).toEqual({ kind: 'turn', turn: 0, start: 1, end: 3, cut: true });
  });

  it('is empty for an empty trace', () => {
    expect(segmentsOf(trace([], []), vocabulary)).toEqual([]);
  });

  it('covers every token of real traces once, with one segment per turn', async () => {
    const { record } = await expertTree({ seed: 3, difficulty: 5, noise: 0.15, context: 60 });
    const textVocabulary = { ...vocabulary, endOfTurn: 2 };
    for (const real of record.tree.traces) {
      const segments = segmentsOf(real, textVocabulary);
      expect(segments.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i))).toEqual(
        real.tokens.map((_, i) => i),
      );
      expect(segments.filter(({ kind, cut }) => kind === 'turn' && !cut).length).toBe(real.turns);
      for (const { kind, start, end } of segments) {
        expect(new Set(real.own.slice(start, end))).toEqual(new Set([kind === 'turn' ? 1 : 0]));
      }
    }
  });
});

describe('transcript', () => {
  it('is plain text, one segment per line', () => {
    expect(transcript(trace([4, 3, 2, EOT, 9], [0, 0, 1, 1, 0]), vocabulary)).toBe(
      'agent 0, goal x, ended: said it was done, score 1\n' +
        'read    | x ok\n' +
        'turn 1  | go <eot>\n' +
        'read    | #9\n',
    );
  });
});

describe('figures', () => {
  it('count tokens and average entropy over own ones', () => {
    const one = trace([4, 3, 2, EOT], [0, 0, 1, 1]);
    expect(tokenCounts(one)).toEqual({ own: 2, read: 2 });
    const values = Object.fromEntries(figuresOf(one, { reward: 1.2, advantage: -0.5 }).map((f) => [f.label, f.value]));
    expect(values).toEqual({
      turns: '1',
      ended: 'said it was done',
      score: '1',
      reward: '1.20',
      advantage: '−0.50',
      'mean entropy': '0.40 nats',
    });
  });

  it('leave out what there is not', () => {
    const labels = figuresOf(trace([4], [0], { turns: 0, errors: 1, refused: 2 })).map(({ label }) => label);
    expect(labels).toEqual(['turns', 'ended', 'score', 'errors', 'refused spawns']);
  });
});
