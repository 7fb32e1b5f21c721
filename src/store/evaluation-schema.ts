/**
 * The shapes of stored evaluations. Of agents that delegate, older ones know less: one attempt per task and a few means.
 * What follows from that is filled in; what was never measured is NaN, and stays so when it is written back. Those of
 * agents that plan have a file of their own.
 */
import * as v from 'valibot';
import type { DifficultyResult, Evaluation, EvaluationResult } from '../rl/records.ts';
import { parseEpisodeEvaluation } from './episode-evaluation-schema.ts';
import { anyNumber, count, numbers, parseAs } from './schemas.ts';

const attemptSchema = v.object({
  task: v.string(),
  score: v.number(),
  agents: count,
  depth: count,
  turns: count,
  criticalTurns: count,
  tokens: count,
  criticalTokens: count,
  parallelChildren: count,
  refused: count,
  router: v.boolean(),
});

/** What an evaluation has always said of a difficulty. */
const core = {
  difficulty: v.number(),
  tasks: count,
  solved: count,
  success: anyNumber,
  low: anyNumber,
  high: anyNumber,
  meanAgents: anyNumber,
  meanTurns: anyNumber,
  meanCriticalTurns: anyNumber,
  meanTokens: anyNumber,
  depthHistogram: numbers,
};

const oldDifficultySchema = v.pipe(
  v.object(core),
  v.transform((row): DifficultyResult => {
    const alone = row.meanAgents === 1;
    const perfect = row.success === 1;
    return {
      ...row,
      samples: 1,
      passAt: [row.success],
      // Partial credit was not noted; where every attempt scored 1 there was none.
      score: perfect ? 1 : Number.NaN,
      scoreLow: perfect ? row.low : Number.NaN,
      scoreHigh: perfect ? row.high : Number.NaN,
      // Of an agent that worked alone everything lies on the critical path.
      meanCriticalTokens: alone ? row.meanTokens : Number.NaN,
      parallelFraction: alone ? 0 : Number.NaN,
      routers: alone ? 0 : Number.NaN,
    };
  }),
);

const difficultySchema = v.object({
  ...core,
  samples: v.pipe(count, v.minValue(1)),
  passAt: numbers,
  score: anyNumber,
  scoreLow: anyNumber,
  scoreHigh: anyNumber,
  meanCriticalTokens: anyNumber,
  parallelFraction: anyNumber,
  routers: anyNumber,
  attempts: v.exactOptional(v.array(attemptSchema)),
});

const evaluationSchema = v.object({
  step: count,
  delegation: v.boolean(),
  temperature: v.exactOptional(v.number()),
  byDifficulty: v.array(
    v.lazy((row) =>
      typeof row === 'object' && row !== null && 'samples' in row ? difficultySchema : oldDifficultySchema,
    ),
  ),
  speed: v.exactOptional(
    v.array(
      v.object({
        task: v.string(),
        difficulty: v.number(),
        score: v.number(),
        parallelSeconds: v.number(),
        serialSeconds: v.number(),
      }),
    ),
  ),
});

/** Throws an Error that names what is wrong and where. */
export function parseEvaluation(input: unknown): Evaluation {
  const isOfTrees = typeof input !== 'object' || input === null || !('kind' in input);
  return isOfTrees ? parseTreeEvaluation(input) : parseEpisodeEvaluation(input);
}

/** The same for one of agents that delegate. */
export function parseTreeEvaluation(input: unknown): EvaluationResult {
  return parseAs(evaluationSchema, input, 'An evaluation');
}
