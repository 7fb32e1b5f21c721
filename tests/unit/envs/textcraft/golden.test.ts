/**
 * Worlds of fresh books as they have always been: the digest of some tasks, and of all that is written and read in trees
 * that noisy experts grow on them. Recorded runs and published figures rely on these; a digest that differs means that
 * they would no longer come out the same.
 */
import { describe, expect, it } from 'vitest';
import type { ExpertStyle, Settings } from '../../../../src/envs/environment.ts';
import { describeState, textcraft } from '../../../../src/envs/textcraft/index.ts';
import { derive, key, uniform } from '../../../../src/random/index.ts';
import { drive, type Script, turnsIn } from './drive.ts';

const cases: { style: ExpertStyle; depth: number; settings: Settings; digest: string }[] = [
  { style: 'recursive', depth: 1, settings: {}, digest: '779c40b5' },
  { style: 'recursive', depth: 3, settings: { buffer: 0.5 }, digest: '54fca576' },
  { style: 'recursive', depth: 6, settings: { buffer: 0.5 }, digest: '802fdc16' },
  { style: 'flat', depth: 5, settings: { buffer: 0.5 }, digest: 'a374ebaa' },
  {
    style: 'recursive',
    depth: 4,
    settings: { maxCount: 2, maxResult: 2, maxTargetCount: 3, maxNumber: 60 },
    digest: '97a71e3',
  },
  { style: 'flat', depth: 8, settings: { domains: 2, maxCount: 2, maxNumber: 99, distractors: 4 }, digest: '51b026d0' },
];

describe('tasks and transcripts under uniform rules', () => {
  it.each(cases)('are what they were: $style, depth $depth, $settings', async ({ style, depth, settings, digest }) => {
    let hash = 0x811c9dc5;
    const add = (value: unknown) => {
      // FNV-1a, 32 bits.
      for (const char of JSON.stringify(value)) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
    };
    for (const seed of [1, 2, 3]) {
      const task = textcraft.generate(key(seed), depth, settings);
      const { inventory, recipes } = describeState(task.state);
      add([task.id, task.goal, task.goldSteps, inventory, recipes]);
      const script: Script = (transcript, path) => {
        const turn = derive(key(seed), path, turnsIn(transcript));
        return uniform(derive(turn, 'noise')) < 0.1
          ? textcraft.randomTurn(derive(turn, 'turn'), transcript, settings)
          : textcraft.expert(style, transcript, settings);
      };
      const traces = await drive(task, settings, script, { turns: 200 });
      for (const { path, tokens, score, end, joined } of traces) add([path, tokens, score, end, joined]);
    }
    expect(hash.toString(16)).toBe(digest);
  });
});
