/**
 * What may be written after what: a deterministic automaton over tokens, as a table, so that a device can follow it
 * without asking back.
 */

/** The table: `next[state · vocabulary + token]` is the state after `token`, or -1 where it may not be written. */
export interface Grammar {
  /** [states × vocabulary]; every state allows at least one token. */
  readonly next: Int32Array;
}

/** A grammar and where in it a turn begins. */
export interface GrammarState {
  readonly grammar: Grammar;
  readonly state: number;
}

/** Grammars that passed, per vocabulary: a table is checked once, not with every request. */
const checked = new Map<number, WeakSet<Grammar>>();

/**
 * Throws a RangeError in words when the table does not fit the vocabulary, leads nowhere or out of itself, or has no
 * such state. A table must not be changed once it has passed.
 */
export function checkGrammar({ grammar, state }: GrammarState, vocabulary: number): void {
  const passed = checked.get(vocabulary) ?? new WeakSet();
  checked.set(vocabulary, passed);
  if (!passed.has(grammar)) checkTable(grammar, vocabulary);
  passed.add(grammar);
  const states = grammar.next.length / vocabulary;
  if (!Number.isInteger(state) || state < 0 || state >= states) {
    throw new RangeError(`The grammar has the states 0 to ${states - 1}; a turn cannot begin in ${state}.`);
  }
}

function checkTable({ next }: Grammar, vocabulary: number): void {
  const states = next.length / vocabulary;
  if (!Number.isInteger(states) || states < 1) {
    throw new RangeError(
      `A grammar's table needs a row of ${vocabulary} tokens per state; it has ${next.length} entries.`,
    );
  }
  for (let s = 0; s < states; s++) {
    let allowed = 0;
    for (let token = 0; token < vocabulary; token++) {
      const to = next[s * vocabulary + token] as number;
      if (to >= states || to < -1) {
        throw new RangeError(`The grammar goes from state ${s} with token ${token} to ${to}, which is no state.`);
      }
      if (to >= 0) allowed++;
    }
    if (allowed === 0) throw new RangeError(`State ${s} of the grammar allows no token; let it allow a stop token.`);
  }
}

/** The state after `token`; -1 when it is not allowed. */
export function nextState(grammar: Grammar, vocabulary: number, state: number, token: number): number {
  return grammar.next[state * vocabulary + token] as number;
}
