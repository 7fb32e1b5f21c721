import { describe, expect, it } from 'vitest';
import { delegationIds, environment } from '../../../src/envs/registry.ts';
import { key } from '../../../src/random/index.ts';

describe('environment', () => {
  it('says which environments there are when it is asked for another', () => {
    expect(() => environment('tetris')).toThrow(
      'There is no environment "tetris". Known environments: textcraft, oolong, deepdive.',
    );
    expect(() => environment('toString')).toThrow(RangeError);
  });
});

describe.each(delegationIds)('the environment %s', (id) => {
  const spec = environment(id);

  it('is complete under its default settings', () => {
    expect(spec.id).toBe(id);
    expect(spec.title).not.toBe('');
    const { names, pad, endOfTurn } = spec.vocabulary({});
    expect(pad).not.toBe(endOfTurn);
    const levels = spec.difficulties({});
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
    for (const difficulty of levels) {
      const task = spec.generate(key(1), difficulty, {});
      expect(task.difficulty).toBe(difficulty);
      expect(task.goldSteps).toBeGreaterThan(0);
      const env = spec.restore(task.state);
      expect(env.score()).toBe(0);
      for (const token of env.observe()) expect(names[token]).toBeDefined();
    }
  });
});
