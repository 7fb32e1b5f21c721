/** The shapes of stored samples: trees of agents that delegate, and stretches of episodes of agents that plan. */
import * as v from 'valibot';
import type { Sample } from '../rl/records.ts';
import type { Trace } from '../rl/trace.ts';
import { anyNumber, count, numbers, parseAs, plan } from './schemas.ts';

const flags = v.custom<readonly (0 | 1)[]>(
  (value) => Array.isArray(value) && value.every((entry) => entry === 0 || entry === 1),
  'a list of zeros and ones is expected',
);

const traceSchema = v.pipe(
  v.object({
    path: v.pipe(v.string(), v.regex(/^0(\.\d+)*$/, 'a path such as "0.2.1" is expected')),
    depth: count,
    goal: numbers,
    tokens: numbers,
    own: flags,
    logProbs: numbers,
    entropies: numbers,
    turns: count,
    spawnTurn: v.pipe(v.number(), v.integer()),
    joinTurn: v.pipe(v.number(), v.integer()),
    end: v.picklist(['finished', 'turns', 'context']),
    score: v.number(),
    refused: count,
    errors: count,
    refusedTurns: v.exactOptional(numbers),
    errorTurns: v.exactOptional(numbers),
    joined: v.boolean(),
  }),
  v.check((trace: Trace) => {
    const length = trace.tokens.length;
    return [trace.own, trace.logProbs, trace.entropies].every((perToken) => perToken.length === length);
  }, 'the lists per token must have one entry per token'),
  v.check(
    ({ refused, refusedTurns, errors, errorTurns }: Trace) =>
      (refusedTurns === undefined || refusedTurns.length === refused) &&
      (errorTurns === undefined || errorTurns.length === errors),
    'the lists of refused turns must be as long as they are counted',
  ),
);

/** What says where in its run a sample was taken. */
const place = {
  step: count,
  phase: v.picklist(['warm-start', 'training', 'evaluation']),
  index: count,
};

const treeRecordSchema = v.object({
  ...place,
  tree: v.object({ task: v.string(), difficulty: v.number(), traces: v.pipe(v.array(traceSchema), v.minLength(1)) }),
  rewards: v.exactOptional(numbers),
  advantages: v.exactOptional(numbers),
  // Belongs to the environment, which alone can judge it.
  root: v.unknown(),
});

const episodeRecordSchema = v.object({
  kind: v.literal('episode', 'a sample of this app is a tree or an "episode"'),
  ...place,
  task: v.string(),
  difficulty: v.number(),
  // Belongs to the environment, as above.
  start: v.unknown(),
  plan,
  turns: v.pipe(
    v.array(v.object({ action: count, plan, reward: v.number(), value: anyNumber })),
    v.minLength(1, 'at least one turn is expected'),
  ),
});

/** Throws an Error that names what is wrong and where. */
export function parseSample(input: unknown): Sample {
  if (typeof input === 'object' && input !== null && 'kind' in input) {
    return parseAs(episodeRecordSchema, input, 'A sampled episode');
  }
  return parseAs(treeRecordSchema, input, 'A sampled tree');
}
