import { expect, test } from 'vitest';
import {
  carriedWords,
  episodeWords,
  rhythmWords,
  signed,
  spanWords,
  tokenWords,
  turnWords,
  valueWords,
} from '../../../../src/ui/episode/episode-words.ts';
import { episodeRecord } from '../../../support/episodes.ts';

test('an episode in a line', () => {
  expect(episodeWords(episodeRecord(12))).toBe('step 12 · training · difficulty 2 · 2 steps · 1 plan · reward +1');
});

test('for how long a plan is carried', () => {
  expect(carriedWords(0)).toBe('written just now');
  expect(carriedWords(1)).toBe('written just now');
  expect(carriedWords(3)).toBe('carried for 3 steps');
  const span = { plan: [1], from: 4, until: 9, reward: 0 };
  expect(spanWords({ ...span, written: true }, 5)).toBe('written just now');
  expect(spanWords({ ...span, written: true }, 8)).toBe('carried for 4 steps');
  expect(spanWords({ ...span, from: 0, written: false }, 0)).toBe('carried into this stretch');
  expect(spanWords({ ...span, from: 0, written: false }, 1)).toBe('carried into this stretch and for 1 step of it');
});

test('what a turn did', () => {
  const turn = { action: 3, plan: null, reward: -0.1, value: -0.00512 };
  expect(turnWords(turn, 7, 30, 'move left')).toBe(
    'Step 7 of 30: the action “move left”. Reward −0.1, value estimate −0.005.',
  );
  expect(turnWords({ ...turn, plan: [1] }, 7, 30, 'noop')).toContain('a new plan, then the action “noop”');
});

test('numbers with their signs', () => {
  expect([1, -0.1, 0, 0.001, 12.345].map(signed)).toEqual(['+1', '−0.1', '0', '0', '+12.35']);
  expect([0.4123, -2, Number.NaN].map(valueWords)).toEqual(['0.412', '−2', 'unknown']);
});

test('how often plans come', () => {
  expect(rhythmWords({ steps: 12, plans: 0 })).toBe('');
  expect(rhythmWords({ steps: 12, plans: 12 })).toBe('one at every step');
  expect(rhythmWords({ steps: 12, plans: 5 })).toBe('one every 2.40 steps');
});

test('names of actions', () => {
  expect(tokenWords('place_stone')).toBe('place stone');
  expect(tokenWords(undefined)).toBe('unknown');
});
