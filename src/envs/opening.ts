/**
 * What an agent reads first, in one form for every environment: `<bos> goal <own goal>`, then whatever it inherits, then
 * the prompt for its first turn. Each goal above follows as another `goal <goal>`, the parent's first; what the parent
 * has just read follows as it was. No token is needed that a root does not read somewhere too. Pure.
 */
import type { Inherited, Token } from './environment.ts';

/** The tokens that structure an opening. */
export interface OpeningWords {
  readonly '<bos>': Token;
  readonly goal: Token;
  readonly '>': Token;
}

/** `own` is the agent's goal as its environment words it. Nothing is inherited when `inherited` is absent. */
export function openingTokens(words: OpeningWords, own: readonly Token[], inherited?: Inherited): Token[] {
  const above = inherited?.ancestors.flatMap((goal) => [words.goal, ...goal]) ?? [];
  return [words['<bos>'], words.goal, ...own, ...above, ...(inherited?.context ?? []), words['>']];
}
