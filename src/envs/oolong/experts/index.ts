/** Scripted experts as pure functions of a transcript, and random turns for noise. None of them loops for ever. */
import { categorical, derive, integer, type Key } from '../../../random/index.ts';
import type { ExpertStyle, Settings, Token } from '../../environment.ts';
import { isHopeless } from '../../patience.ts';
import { goalTokens, type Kind, namesLabel, type Question } from '../question.ts';
import { type CheckedSettings, checkSettings, kindsAsked, lexiconOf } from '../settings.ts';
import { type Lexicon, sizeOf, TOKEN } from '../vocabulary.ts';
import { flatTurn } from './flat.ts';
import { readKnowledge } from './knowledge.ts';
import { recursiveTurn } from './recursive.ts';

export function expert(style: ExpertStyle, transcript: readonly Token[], settings: Settings): Token[] {
  const checked = checkSettings(settings);
  const knowledge = readKnowledge(transcript, lexiconOf(checked), checked.pieces);
  const turn = style === 'recursive' ? recursiveTurn(knowledge) : flatTurn(knowledge);
  return isHopeless(turn, knowledge.exchanges, TOKEN.error) ? [TOKEN.finish, TOKEN.none] : turn;
}

/** Relative frequencies of random turns. `finish` is not among them: nothing could be learned from what follows. */
const RANDOM_TURNS = [
  ['read', 1],
  ['spawn', 2],
  ['wait', 1],
] as const;

/** A well-formed turn; every other `spawn` asks what the agent itself was asked, of some piece. */
export function randomTurn(key: Key, transcript: readonly Token[], settings: Settings): Token[] {
  const checked = checkSettings(settings);
  const lexicon = lexiconOf(checked);
  const [verb] = RANDOM_TURNS[
    categorical(
      derive(key, 'verb'),
      RANDOM_TURNS.map(([, weight]) => weight),
    )
  ] as (typeof RANDOM_TURNS)[number];
  if (verb !== 'spawn') return [TOKEN[verb]];
  const { question } = readKnowledge(transcript, lexicon, checked.pieces);
  const own = question !== null && integer(derive(key, 'own'), 2) === 0;
  return [
    TOKEN.spawn,
    ...goalTokens(lexicon, {
      question: own ? question : randomQuestion(derive(key, 'question'), checked, lexicon),
      piece: integer(derive(key, 'piece'), checked.pieces + 1) - 1,
    }),
  ];
}

function randomQuestion(key: Key, settings: CheckedSettings, lexicon: Lexicon): Question {
  const kinds = kindsAsked(settings);
  const kind = kinds[integer(derive(key, 'kind'), kinds.length)] as Kind;
  const field = ([null, 'period', 'user'] as const)[integer(derive(key, 'field'), kind === 'who' ? 2 : 3)] ?? null;
  return {
    kind,
    filter: field && { field, value: integer(derive(key, 'value'), sizeOf(lexicon, field)) },
    label: namesLabel(kind) ? integer(derive(key, 'label'), lexicon.labels) : -1,
  };
}
