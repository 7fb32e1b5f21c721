import { describe, expect, it } from 'vitest';
import { isHopeless } from '../../../src/envs/patience.ts';

const ERROR = 9;
const refused = { turn: [1, 2], reply: [ERROR, 3] };
const unanswered = { turn: [1, 2], reply: [] };
const answered = { turn: [1, 2], reply: [4] };

describe('isHopeless', () => {
  it('gives a turn up that brought nothing three times', () => {
    expect(isHopeless([1, 2], [refused, refused], ERROR)).toBe(false);
    expect(isHopeless([1, 2], [refused, answered, refused], ERROR)).toBe(false);
    expect(isHopeless([1, 2], [refused, answered, unanswered, refused], ERROR)).toBe(true);
  });

  it('does not mind what became of other turns', () => {
    const others = [[1], [1, 3], [1, 2, 0]].flatMap((turn) => Array(4).fill({ turn, reply: [ERROR] }));
    expect(isHopeless([1, 2], others, ERROR)).toBe(false);
  });
});
