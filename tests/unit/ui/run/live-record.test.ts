/** The record of a tree that was watched: found once the tree is finished, and not taken for another of its task. */
import { describe, expect, it } from 'vitest';
import type { LiveTree } from '../../../../src/rl/records.ts';
import { recordOf } from '../../../../src/ui/run/live-record.ts';
import { expertTree } from '../../../support/expert-trees.ts';

describe('recordOf', () => {
  it('finds the record of the finished tree', async () => {
    const { record, live } = await expertTree({ seed: 3, difficulty: 4, noise: 0.1 });
    const last = live.at(-1) as LiveTree;
    expect(recordOf(last, [record])).toBe(record);
    expect(recordOf(live.at(-2) as LiveTree, [record])).toBeNull();
    expect(recordOf(last, [])).toBeNull();
  });

  it('leaves other trees alone, of other tasks, of other phases, and of the same task', async () => {
    const { record, live } = await expertTree({ seed: 3, difficulty: 4, noise: 0.1 });
    const last = live.at(-1) as LiveTree;
    expect(recordOf({ ...last, task: 'another' }, [record])).toBeNull();
    expect(recordOf({ ...last, phase: 'evaluation' }, [record])).toBeNull();
    const [root, ...others] = last.nodes;
    expect(recordOf({ ...last, nodes: [{ ...root!, turns: root!.turns + 1 }, ...others] }, [record])).toBeNull();
    expect(recordOf({ ...last, nodes: last.nodes.slice(1) }, [record])).toBeNull();
  });
});
