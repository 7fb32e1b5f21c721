/**
 * Checks what a player worker is sent before its session acts on it. Whether actions and plans are such is checked here;
 * that the numbers of a world make sense, nobody could tell.
 */
import * as v from 'valibot';
import { decodePlan } from '../envs/crafter/plan-tokens.ts';
import { ACTION_WORDS } from '../envs/crafter/vocabulary.ts';
import type { PlayerCommand } from './protocol.ts';

const Word = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1));
const Action = v.pipe(
  v.number(),
  v.check((token) => ACTION_WORDS.indexOf(token) >= 0, 'it is no action'),
);
const Plan = v.pipe(
  v.array(v.number()),
  v.check((tokens) => isPlan(tokens), 'it is no plan'),
);
const Place = v.object({
  world: v.object({
    episode: v.tuple([Word, Word]),
    game: v.object({ numbers: v.instance(Int32Array), bytes: v.instance(Uint8Array) }),
  }),
  actions: v.array(Action),
  plan: v.nullable(Plan),
  held: v.boolean(),
});
const Command = v.variant('type', [
  v.object({ type: v.literal('open'), runId: v.pipe(v.string(), v.nonEmpty()) }),
  v.object({ type: v.literal('turn'), turn: v.pipe(v.number(), v.safeInteger()), place: v.exactOptional(Place) }),
]);

/** Throws an Error in words when `data` is no command. */
export function readPlayerCommand(data: unknown): PlayerCommand {
  const result = v.safeParse(Command, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`The trained agent was sent something that it cannot read: ${v.getDotPath(issue) ?? 'all of it'}.`);
}

function isPlan(tokens: readonly number[]): boolean {
  try {
    return decodePlan(tokens).length > 0;
  } catch {
    return false;
  }
}
