/** Scripted experts as pure functions of a transcript, and random turns for noise. None of them loops for ever. */
import { categorical, derive, integer, type Key } from '../../../random/index.ts';
import type { ExpertStyle, Settings, Token } from '../../environment.ts';
import { isHopeless } from '../../patience.ts';
import { NOBODY } from '../graph.ts';
import { type Query, type Question, queryTokens, questionTokens } from '../question.ts';
import { checkSettings, lexiconOf } from '../settings.ts';
import { type Lexicon, readToken, TOKEN, tokenOf } from '../vocabulary.ts';
import { finishTurn, flatTurn } from './flat.ts';
import { readKnowledge } from './knowledge.ts';
import { recursiveTurn } from './recursive.ts';

export function expert(style: ExpertStyle, transcript: readonly Token[], settings: Settings): Token[] {
  const knowledge = readKnowledge(transcript, lexiconOf(checkSettings(settings)));
  const turn = style === 'recursive' ? recursiveTurn(knowledge) : flatTurn(knowledge);
  return isHopeless(turn, knowledge.exchanges, TOKEN.error) ? finishTurn(knowledge.lexicon, NOBODY) : turn;
}

/** Relative frequencies of random turns. `finish` is not among them: nothing could be learned from what follows. */
const RANDOM_TURNS = [
  ['search', 2],
  ['open', 3],
  ['spawn', 2],
  ['wait', 1],
] as const;

/** Most hops that a random question has. */
const RANDOM_HOPS = 2;

/** A well-formed turn; every other step that it looks up or hands on is the first of the agent's own question. */
export function randomTurn(key: Key, transcript: readonly Token[], settings: Settings): Token[] {
  const lexicon = lexiconOf(checkSettings(settings));
  const [verb] = RANDOM_TURNS[
    categorical(
      derive(key, 'verb'),
      RANDOM_TURNS.map(([, weight]) => weight),
    )
  ] as (typeof RANDOM_TURNS)[number];
  if (verb === 'wait') return [TOKEN.wait];
  if (verb === 'open') return [TOKEN.open, tokenOf(lexicon, 'entity', randomEntity(key, transcript, lexicon))];
  const { question } = readKnowledge(transcript, lexicon);
  const own = question !== null && integer(derive(key, 'own'), 2) === 0;
  if (verb === 'search') {
    const query = own ? question.first : randomQuery(derive(key, 'query'), transcript, lexicon);
    return [TOKEN.search, ...queryTokens(lexicon, query)];
  }
  if (own && question.hops.length > 0) return [TOKEN.spawn, TOKEN.first];
  return [TOKEN.spawn, ...questionTokens(lexicon, randomQuestion(derive(key, 'question'), transcript, lexicon))];
}

/** An entity that the transcript mentions, or any where it mentions none. */
function randomEntity(key: Key, transcript: readonly Token[], lexicon: Lexicon): number {
  const seen = new Set(transcript.map((token) => readToken(lexicon, 'entity', token)));
  seen.delete(null);
  const k = derive(key, 'entity');
  return seen.size === 0 ? integer(k, lexicon.entities) : ([...seen][integer(k, seen.size)] as number);
}

function randomQuery(key: Key, transcript: readonly Token[], lexicon: Lexicon): Query {
  if (integer(derive(key, 'kind'), 2) === 0) {
    const a = integer(derive(key, 'a'), lexicon.attributes);
    const b = (a + 1 + integer(derive(key, 'b'), lexicon.attributes - 1)) % lexicon.attributes;
    return { kind: 'described', attributes: [a, b] };
  }
  const relation = integer(derive(key, 'relation'), lexicon.relations);
  return { kind: 'related', entity: randomEntity(key, transcript, lexicon), relation };
}

function randomQuestion(key: Key, transcript: readonly Token[], lexicon: Lexicon): Question {
  const hops = Array.from({ length: integer(derive(key, 'hops'), RANDOM_HOPS + 1) }, (_, i) =>
    integer(derive(key, 'hop', i), lexicon.relations),
  );
  return { first: randomQuery(derive(key, 'first'), transcript, lexicon), hops };
}
