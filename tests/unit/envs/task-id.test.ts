import { describe, expect, it } from 'vitest';
import { taskId } from '../../../src/envs/task-id.ts';
import { key } from '../../../src/random/index.ts';

describe('taskId', () => {
  it('names the environment, the difficulty and the key', () => {
    expect(taskId('oolong', 3, [5, 0xfedc])).toBe('oolong-3-000000050000fedc');
  });

  it('differs wherever one of them does', () => {
    const ids = ['a', 'b'].flatMap((name) =>
      [1, 2].flatMap((d) => [0, 1, 2].map((seed) => taskId(name, d, key(seed)))),
    );
    expect(new Set(ids).size).toBe(12);
  });
});
