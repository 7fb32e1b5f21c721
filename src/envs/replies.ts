/**
 * How an environment answers a turn, and what it says for the agent loop: the forms and words that all of them share.
 * Pure.
 */
import type { Notice, Step, Token } from './environment.ts';

/** The tokens that these answers are made of. */
export type ReplyWords = Readonly<Record<'>' | 'ok' | 'error' | 'depth' | 'agents' | 'wait' | 'spawn', Token>>;

const NOTICES: Readonly<Record<Notice, readonly (keyof ReplyWords)[]>> = {
  launched: ['ok', '>'],
  'refused-depth': ['error', 'depth', '>'],
  'refused-agents': ['error', 'agents', '>'],
  'refused-turns': ['error', 'agents', '>'],
  'nothing-to-wait-for': ['error', 'wait', '>'],
  unavailable: ['error', 'spawn', '>'],
  joined: ['>'],
};

/** The words for an event of the agent loop. */
export function noticeTokens(words: ReplyWords, event: Notice): Token[] {
  return NOTICES[event].map((word) => words[word]);
}

/** A turn that was carried out by `tool`. */
export function reply(tool: string, observation: Token[]): Step {
  return { observation, reward: 0, terminated: false, truncated: false, tool };
}

/** A turn that was refused and changed nothing: `error <reason> >`. Without a tool it could not be parsed. */
export function refusal(words: ReplyWords, tool: string | undefined, reason: Token): Step {
  return {
    observation: [words.error, reason, words['>']],
    reward: 0,
    terminated: false,
    truncated: false,
    error: true,
    ...(tool === undefined ? {} : { tool }),
  };
}
