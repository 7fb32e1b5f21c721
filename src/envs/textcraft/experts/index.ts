/** Scripted experts as pure functions of a transcript, and random turns for noise. None of them loops for ever. */
import { between, categorical, derive, integer, type Key } from '../../../random/index.ts';
import type { ExpertStyle, Settings, Token } from '../../environment.ts';
import { checkSettings } from '../settings.ts';
import { readSpelling, spell } from '../spelling.ts';
import { itemToken, numberToken, readItem, TOKEN } from '../vocabulary.ts';
import { lexiconOf } from '../world.ts';
import { flatTurn } from './flat.ts';
import { type Knowledge, readKnowledge } from './knowledge.ts';
import { recursiveTurn } from './recursive.ts';

/** A turn that was refused so often, or a recipe read so often, is not tried again. */
const PATIENCE = 3;

export function expert(style: ExpertStyle, transcript: readonly Token[], settings: Settings): Token[] {
  const lexicon = lexiconOf(checkSettings(settings));
  const knowledge = readKnowledge(readSpelling(lexicon, transcript), lexicon);
  const turn = style === 'recursive' ? recursiveTurn(knowledge) : flatTurn(knowledge);
  return isHopeless(turn, knowledge) ? [TOKEN.finish] : spell(lexicon, turn);
}

function isHopeless(turn: readonly Token[], { exchanges }: Knowledge): boolean {
  const vain = exchanges.filter(
    (exchange) =>
      (exchange.reply[0] === TOKEN.error || turn[0] === TOKEN.info) &&
      exchange.turn.length === turn.length &&
      exchange.turn.every((token, i) => token === turn[i]),
  );
  return vain.length >= PATIENCE;
}

/** Relative frequencies of random turns. `finish` is not among them: nothing could be learned from what follows. */
const RANDOM_TURNS = [
  ['info', 4],
  ['craft', 4],
  ['spawn', 2],
  ['wait', 1],
  ['inventory', 1],
] as const;

/** A well-formed turn about an item that the transcript mentions. */
export function randomTurn(key: Key, transcript: readonly Token[], settings: Settings): Token[] {
  const lexicon = lexiconOf(checkSettings(settings));
  const [verb] = RANDOM_TURNS[
    categorical(
      derive(key, 'verb'),
      RANDOM_TURNS.map(([, weight]) => weight),
    )
  ] as (typeof RANDOM_TURNS)[number];
  if (verb === 'wait' || verb === 'inventory') return [TOKEN[verb]];
  const words = readSpelling(lexicon, transcript);
  const seen = [...new Set(words.filter((token) => readItem(lexicon, token) !== null))];
  const item =
    seen.length > 0
      ? (seen[integer(derive(key, 'item'), seen.length)] as Token)
      : itemToken(lexicon, integer(derive(key, 'item'), lexicon.items));
  if (verb === 'info') return spell(lexicon, [TOKEN.info, item]);
  const most = integer(derive(key, 'one'), 2) === 0 ? 1 : Math.min(4, lexicon.maxNumber);
  return spell(lexicon, [TOKEN[verb], item, numberToken(lexicon, between(derive(key, 'pieces'), 1, most))]);
}
