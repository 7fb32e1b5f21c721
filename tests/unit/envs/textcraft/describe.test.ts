import { describe, expect, it } from 'vitest';
import { describeState, tokensToText } from '../../../../src/envs/textcraft/describe.ts';
import { TextCraft } from '../../../../src/envs/textcraft/textcraft.ts';
import { lexer, say } from './drive.ts';
import { SETTINGS, stateOf } from './fixtures.ts';

describe('describeState', () => {
  it('names goal, stocks and the recipes that the goal depends on', () => {
    const env = new TextCraft(stateOf(5, 2, [5, 2]));
    say(env, SETTINGS, 'craft i3 2');
    expect(describeState(env.snapshot())).toEqual({
      goal: { name: 'i5', count: 2 },
      gained: 0,
      finished: false,
      inventory: [
        { name: 'i0', count: 3 },
        { name: 'i1', count: 2 },
        { name: 'i3', count: 2 },
      ],
      recipes: [
        {
          name: 'i5',
          makes: 1,
          depth: 2,
          ingredients: [
            { name: 'i3', count: 2 },
            { name: 'i4', count: 1 },
          ],
        },
        { name: 'i3', makes: 2, depth: 1, ingredients: [{ name: 'i0', count: 2 }] },
        {
          name: 'i4',
          makes: 1,
          depth: 1,
          ingredients: [
            { name: 'i0', count: 1 },
            { name: 'i1', count: 1 },
          ],
        },
      ],
    });
  });

  it('tells what was gained and that the agent has finished', () => {
    const env = new TextCraft(stateOf(4, 1, [1, 1, 0, 0, 3]));
    say(env, SETTINGS, 'craft i4 1');
    say(env, SETTINGS, 'finish');
    expect(describeState(env.snapshot())).toMatchObject({ gained: 1, finished: true });
  });
});

describe('tokensToText', () => {
  it('names tokens, and shows unknown ones as a question mark', () => {
    expect(tokensToText([...lexer(SETTINGS)('goal i5 2 >'), 9999, -1], SETTINGS)).toBe('goal i5 2 > ? ?');
    expect(tokensToText([], SETTINGS)).toBe('');
  });
});
