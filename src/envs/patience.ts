/** When a scripted expert gives a turn up, so that none loops for ever. Pure. */
import type { Token } from './environment.ts';
import type { Exchange } from './transcript.ts';

/** A turn that brought nothing so often is not tried again. */
const PATIENCE = 3;

/** Whether `turn` has been taken in vain too often: without a reply, or with one that begins with `error`. */
export function isHopeless(turn: readonly Token[], exchanges: readonly Exchange[], error: Token): boolean {
  const vain = exchanges.filter(
    (exchange) =>
      (exchange.reply.length === 0 || exchange.reply[0] === error) &&
      exchange.turn.length === turn.length &&
      exchange.turn.every((token, i) => token === turn[i]),
  );
  return vain.length >= PATIENCE;
}
