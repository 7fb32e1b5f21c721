import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/envs/environment.ts';
import { noticeTokens, refusal, reply } from '../../../src/envs/replies.ts';

const WORDS = { '>': 0, ok: 1, error: 2, depth: 3, agents: 4, wait: 5, spawn: 6 };
const text = (tokens: readonly number[]) =>
  tokens.map((token) => Object.entries(WORDS).find(([, value]) => value === token)?.[0]).join(' ');

describe('noticeTokens', () => {
  it.each<[Notice, string]>([
    ['launched', 'ok >'],
    ['refused-depth', 'error depth >'],
    ['refused-agents', 'error agents >'],
    ['refused-turns', 'error agents >'],
    ['nothing-to-wait-for', 'error wait >'],
    ['unavailable', 'error spawn >'],
    ['joined', '>'],
  ])('says "%s" as "%s"', (event, words) => {
    expect(text(noticeTokens(WORDS, event))).toBe(words);
  });
});

describe('a turn', () => {
  it('that was carried out names its tool and what is read next', () => {
    expect(reply('read', [7, 0])).toEqual({
      observation: [7, 0],
      reward: 0,
      terminated: false,
      truncated: false,
      tool: 'read',
    });
  });

  it('that was refused says why, and names its tool if it has one', () => {
    const refused = { observation: [2, 9, 0], reward: 0, terminated: false, truncated: false, error: true };
    expect(refusal(WORDS, 'read', 9)).toEqual({ ...refused, tool: 'read' });
    expect(Object.keys(refusal(WORDS, undefined, 9))).not.toContain('tool');
    expect(refusal(WORDS, undefined, 9)).toEqual(refused);
  });
});
