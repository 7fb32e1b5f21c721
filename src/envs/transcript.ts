/** Takes a transcript apart, for experts that remember no more than it holds. Pure; tolerates any tokens. */
import type { Token } from './environment.ts';

/** One turn and the reply to it, without the tokens that end them. */
export interface Exchange {
  readonly turn: readonly Token[];
  readonly reply: readonly Token[];
}

export interface Transcript {
  /** The first observation, without the token that ends it. */
  readonly opening: readonly Token[];
  readonly exchanges: readonly Exchange[];
}

/** Splits a transcript in which `prompt` ends what the agent reads and `endOfTurn` what it writes. */
export function readTranscript(tokens: readonly Token[], prompt: Token, endOfTurn: Token): Transcript {
  const until = (from: number, end: Token): number => {
    const at = tokens.indexOf(end, from);
    return at < 0 ? tokens.length : at;
  };
  let at = until(0, prompt);
  const opening = tokens.slice(0, at);
  const exchanges: Exchange[] = [];
  while (at + 1 < tokens.length) {
    const turnEnd = until(at + 1, endOfTurn);
    const replyEnd = until(turnEnd + 1, prompt);
    exchanges.push({ turn: tokens.slice(at + 1, turnEnd), reply: tokens.slice(turnEnd + 1, replyEnd) });
    at = replyEnd;
  }
  return { opening, exchanges };
}
