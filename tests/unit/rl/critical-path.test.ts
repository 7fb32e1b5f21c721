/** The critical path in tokens, on contexts small enough to count by hand. */
import { describe, expect, it } from 'vitest';
import type { Trace } from '../../../src/rl/trace.ts';
import { treeStats } from '../../../src/rl/tree-stats.ts';
import { trace, tree } from '../../support/traces.ts';

/** A trace whose context is written as runs of read (0) and own (1) tokens: '001101'. */
function context(path: string, own: string, more: Partial<Trace> = {}): Trace {
  const flags = Array.from(own, (flag) => (flag === '1' ? 1 : 0));
  const zeros = flags.map(() => 0);
  const turns = own.match(/1+/g)?.length ?? 0;
  return trace(path, 1, { own: flags, tokens: zeros, logProbs: zeros, entropies: zeros, turns, ...more });
}

const criticalTokens = (...traces: Trace[]) => treeStats(tree(...traces)).criticalTokens;

describe('critical tokens', () => {
  it('are all tokens of an agent that works alone', () => {
    expect(criticalTokens(context('0', '00110111'))).toBe(8);
  });

  it('let a child start when its spawn is written and its parent read on when it has ended', () => {
    // Parent: reads 2, spawns with 2 (now 4), reads 1, waits with 1 (now 6) until the child has ended, reads 1, ends 1.
    const parent = context('0', '00110101');
    const child = (own: string) => context('0.0', own, { spawnTurn: 0, joinTurn: 1 });
    // The child takes from 4 to 8, then 2 more.
    expect(criticalTokens(parent, child('0011'))).toBe(10);
    // It has ended before anyone waits.
    expect(criticalTokens(parent, child('1'))).toBe(8);
  });

  it('follow the slowest of siblings that run side by side, and all of those that follow one another', () => {
    const beside = context('0', '0101011');
    const short = context('0.0', '011', { spawnTurn: 0, joinTurn: 2 });
    const long = context('0.1', '0110111', { spawnTurn: 1, joinTurn: 2 });
    // Spawns are written at 2 and 4; the long one ends at 11; the wait was written at 7 and nothing follows.
    expect(criticalTokens(beside, short, long)).toBe(11);
    const chained = context('0', '010101011');
    const first = context('0.0', '0111', { spawnTurn: 0, joinTurn: 1 });
    const second = context('0.1', '011', { spawnTurn: 2, joinTurn: 3 });
    // 2, child until 6, read 7, spawn 8, child until 11 (the wait is written at 11 too), nothing after it.
    expect(criticalTokens(chained, first, second)).toBe(11);
  });

  it('leave out a child that nobody waited for', () => {
    expect(criticalTokens(context('0', '0101'), context('0.0', '0000000111', { spawnTurn: 0, joinTurn: -1 }))).toBe(4);
  });

  it('include a turn that the window cut off', () => {
    expect(criticalTokens(context('0', '010111', { turns: 1, end: 'context' }))).toBe(6);
  });
});
