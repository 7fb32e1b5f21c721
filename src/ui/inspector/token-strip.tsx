/** The line above the tokens with the exact figures of one of them. Keeps its height whatever it shows. */
import type { Vocabulary } from '../../envs/environment.ts';
import type { Trace } from '../../rl/trace.ts';
import { fixed } from '../tree/format.ts';

export interface TokenStripProps {
  readonly trace: Trace;
  readonly vocabulary: Vocabulary;
  /** Index into the trace; null shows a hint. */
  readonly at: number | null;
  /** The turn that the token belongs to or answers. */
  readonly turn: number;
}

export function TokenStrip({ trace, vocabulary, at, turn }: TokenStripProps) {
  if (at === null || at >= trace.tokens.length) {
    return (
      <p class="token-strip">
        <span class="token-strip-hint">
          Point at a token, tap it, or walk with the arrow keys, for its probability and entropy.
        </span>
      </p>
    );
  }
  const own = trace.own[at] === 1;
  const logProb = trace.logProbs[at] ?? 0;
  return (
    <p class="token-strip">
      <strong>{vocabulary.names[trace.tokens[at] ?? -1] ?? '?'}</strong>
      <span>
        token {at + 1} of {trace.tokens.length}
      </span>
      {own ? (
        <>
          <span>written in turn {turn + 1}</span>
          <span>
            probability <b>{fixed(Math.exp(logProb), 3)}</b>
          </span>
          <span>
            log p <b>{fixed(logProb, 3)}</b>
          </span>
          <span>
            entropy <b>{fixed(trace.entropies[at] ?? 0, 3)}</b> nats
          </span>
        </>
      ) : (
        <span>{turn < 0 ? 'read before the first turn' : `read after turn ${turn + 1}`}; not trained on</span>
      )}
    </p>
  );
}
