import { describe, expect, it } from 'vitest';
import { readTranscript } from '../../../src/envs/transcript.ts';

// 1 ends what is read, 2 what is written.
const read = (...tokens: number[]) => readTranscript(tokens, 1, 2);

describe('readTranscript', () => {
  it('takes the opening and the exchanges apart', () => {
    expect(read(7, 8, 1, 5, 2, 6, 6, 1, 4, 2, 1)).toEqual({
      opening: [7, 8],
      exchanges: [
        { turn: [5], reply: [6, 6] },
        { turn: [4], reply: [] },
      ],
    });
  });

  it.each([
    [[], [], []],
    [[7], [7], []],
    [[7, 1], [7], []],
    [[7, 1, 5], [7], [{ turn: [5], reply: [] }]],
    [[7, 1, 5, 2], [7], [{ turn: [5], reply: [] }]],
    [[7, 1, 5, 2, 6], [7], [{ turn: [5], reply: [6] }]],
    [[1, 2, 1], [], [{ turn: [], reply: [] }]],
  ])('takes what there is of %j', (tokens, opening, exchanges) => {
    expect(read(...tokens)).toEqual({ opening, exchanges });
  });
});
