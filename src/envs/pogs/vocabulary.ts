/**
 * The closed vocabulary: a few marks and one word per label. A label stands for its node wherever it is written: seen,
 * planned, or gone to.
 */
import type { Token } from '../environment.ts';

const MARKS = ['<pad>', '<eot>', '<plan>', '</plan>', '>', 'at', ':', 'from'] as const;

/** Tokens of the marks by name. */
export const TOKEN = Object.fromEntries(MARKS.map((name, token) => [name, token])) as Readonly<
  Record<(typeof MARKS)[number], Token>
>;

export function labelToken(label: number): Token {
  return MARKS.length + label;
}

/** The label that a token stands for; -1 when it is none among `nodes` labels. */
export function labelOf(token: Token | undefined, nodes: number): number {
  const label = (token ?? -1) - MARKS.length;
  return Number.isInteger(label) && label >= 0 && label < nodes ? label : -1;
}

/** Names of all tokens, in order. */
export function tokenNames(nodes: number): string[] {
  return [...MARKS, ...Array.from({ length: nodes }, (_, label) => `${label}`)];
}

/** Tokens of all labels, ascending. */
export function labelTokens(nodes: number): Token[] {
  return Array.from({ length: nodes }, (_, label) => labelToken(label));
}
