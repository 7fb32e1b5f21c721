/** Which held-out tasks an evaluation meets, how attempts are keyed, and what choices make sense. */
import { describe, expect, it } from 'vitest';
import { derive, key } from '../../../src/random/index.ts';
import { chosenPlan, evaluationJobs, fullPlan } from '../../../src/rl/evaluation.ts';
import { LocalPool } from '../../../src/rl/pool.ts';
import { raoTrainer } from '../../../src/rl/rao-run.ts';
import { Trainer } from '../../../src/rl/trainer.ts';
import { RecordingEngine } from '../../support/recording-engine.ts';
import { textcraft, textcraftSettings, tinyRun, VOCABULARY } from '../../support/run-config.ts';

const evaluationKey = derive(key(1), 'evaluation');
const warm = tinyRun({ evaluation: { temperature: 0.5 } });

/** The expert, but with a third of the attempts given up at once, by the key that draws their tokens. */
function moody(): RecordingEngine {
  const { names } = textcraft.vocabulary(textcraftSettings);
  return new RecordingEngine((tokens, { sequence, key: k }) => {
    if (sequence.endsWith('/0') && derive(k, 'mood')[0] % 3 === 0) return [names.indexOf('finish')];
    return textcraft.expert('recursive', tokens, textcraftSettings);
  });
}

async function trainer(config = warm, told: [string, number, number][] = []) {
  const engine = moody();
  const checkpoint = Trainer.initial(config, VOCABULARY);
  await engine.load(checkpoint.model);
  let activity = '';
  const hooks = {
    activity: (name: string) => {
      activity = name;
    },
    live: () => {},
    evaluated: (done: number, of: number) => {
      told.push([activity, done, of]);
    },
    round: async () => {},
  };
  const pool = new LocalPool(textcraft, config.environment.settings);
  return raoTrainer({ spec: textcraft, config, engine, pool, hooks }, checkpoint);
}

describe('jobs', () => {
  const plan = { ...fullPlan(warm), difficulties: [1, 3], tasks: 2 };

  it('are the same tasks at every attempt, with draws of their own', () => {
    const attempts = [0, 1, 2].map((sample) => evaluationJobs(textcraft, warm, evaluationKey, plan, sample));
    const tasks = attempts.map((jobs) => jobs.map(({ task }) => task));
    expect(tasks[1]).toEqual(tasks[0]);
    expect(tasks[2]).toEqual(tasks[0]);
    const keys = attempts.flat().map((job) => job.key.join());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('keep the first attempt where a single one has always been', () => {
    const [job] = evaluationJobs(textcraft, warm, evaluationKey, plan);
    expect(job?.key).toEqual(derive(derive(evaluationKey, 1, 0), 'rollout'));
  });

  it('do not depend on what else is evaluated, nor on who is', () => {
    const alone = { ...warm, agent: { ...warm.agent, delegation: false } };
    const [, , third] = evaluationJobs(textcraft, warm, evaluationKey, plan);
    const [first] = evaluationJobs(textcraft, alone, evaluationKey, { ...plan, difficulties: [3], tasks: 1 });
    expect(first?.task).toEqual(third?.task);
  });

  it('ask the environment for tasks that training is not given', () => {
    const splits: unknown[] = [];
    const spec: typeof textcraft = {
      ...textcraft,
      generate: (k, difficulty, settings, split) => {
        splits.push(split);
        return textcraft.generate(k, difficulty, settings, split);
      },
    };
    evaluationJobs(spec, warm, evaluationKey, plan);
    expect(splits).toEqual(['validation', 'validation', 'validation', 'validation']);
  });
});

describe('jobs on fixed tasks', () => {
  // 3 items of every depth are held out, and each is asked for in one or two pieces.
  const settings = { ...textcraftSettings, book: 1, itemsPerTier: 12, tiers: 4, maxTargetCount: 2 };
  const config = { ...warm, environment: { ...warm.environment, settings } };
  const idsOf = (tasks: number, k = evaluationKey) =>
    evaluationJobs(textcraft, config, k, { ...fullPlan(config), difficulties: [2], tasks }).map(({ task }) => task.id);
  const all = textcraft.fixedTasks?.(2, settings, 'validation')?.count ?? 0;

  it('meet every one before any is met again', () => {
    expect(all).toBe(6);
    expect(new Set(idsOf(all)).size).toBe(all);
    expect(idsOf(2 * all + 1)).toEqual([...idsOf(all), ...idsOf(all), idsOf(1)[0]]);
  });

  it('begin with the same, however many there are, in an order of the seed', () => {
    expect(idsOf(3)).toEqual(idsOf(all).slice(0, 3));
    expect(idsOf(all, derive(key(2), 'evaluation'))).not.toEqual(idsOf(all));
    expect(new Set(idsOf(all, derive(key(2), 'evaluation')))).toEqual(new Set(idsOf(all)));
  });
});

describe('choices', () => {
  const plan = fullPlan(warm);

  it('stand in for what is configured, and leave the rest', () => {
    expect(chosenPlan(plan, {})).toEqual(plan);
    expect(chosenPlan(plan, { tasks: 9, samples: 4, temperature: 1 })).toEqual({
      ...plan,
      tasks: 9,
      samples: 4,
      temperature: 1,
    });
  });

  it.each([
    [{ difficulties: [] }, /at least one difficulty/],
    [{ difficulties: [2, 1.5] }, /whole numbers, and 1\.5 is none/],
    [{ difficulties: [1, 2, 1] }, /Difficulty 1 is chosen more than once/],
    [{ tasks: 0 }, /tasks per difficulty must be a whole number of at least 1, not 0/],
    [{ samples: 1.5 }, /attempts per task/],
    [{ speed: -1 }, /to be timed/],
    [{ temperature: Number.NaN }, /between 0 and 3/],
    [{ temperature: 4 }, /between 0 and 3/],
    [{ moments: 8 }, /carry no plans/],
    [{ samples: 2, temperature: 0 }, /At temperature 0 all 2 attempts at a task are the same/],
  ])('%j makes no sense', (choices, message) => {
    expect(() => chosenPlan(plan, choices)).toThrow(message);
  });

  it('are held against what is configured', () => {
    const several = { ...plan, samples: 3, temperature: 0.7 };
    expect(() => chosenPlan(several, { temperature: 0 })).toThrow(/At temperature 0 all 3 attempts/);
    expect(() => chosenPlan({ ...plan, temperature: 0 }, { samples: 2 })).toThrow(/all 2 attempts/);
    // A run of an earlier version evaluates as it always has.
    expect(chosenPlan({ ...several, temperature: 0 }, { tasks: 5 })).toMatchObject({ samples: 3, temperature: 0 });
  });
});

describe('an evaluation on request', () => {
  it('tells attempts by task, and counts each as one tree', async () => {
    const told: [string, number, number][] = [];
    const { result, samples: trees } = await (await trainer(warm, told)).evaluate({
      difficulties: [1, 2],
      tasks: 4,
      samples: 3,
      attempts: true,
    });
    expect(result.temperature).toBe(0.5);
    expect(result.byDifficulty.map(({ difficulty, tasks, samples }) => [difficulty, tasks, samples])).toEqual([
      [1, 4, 3],
      [2, 4, 3],
    ]);
    for (const { attempts = [], solved, passAt } of result.byDifficulty) {
      expect(attempts).toHaveLength(12);
      const byTask = [0, 3, 6, 9].map((i) => attempts.slice(i, i + 3));
      expect(byTask.every((own) => new Set(own.map(({ task }) => task)).size === 1)).toBe(true);
      expect(new Set(attempts.map(({ task }) => task)).size).toBe(4);
      expect(attempts.filter(({ score }) => score === 1)).toHaveLength(solved);
      expect(passAt).toHaveLength(3);
      expect(passAt[2]).toBeGreaterThanOrEqual(passAt[0] ?? 1);
    }
    expect(result.byDifficulty.some(({ success }) => success > 0 && success < 1)).toBe(true);
    expect(trees).toHaveLength(8);
    expect(told.at(-1)).toEqual(['Evaluating', 24, 24]);
    expect(told.map(([, done]) => done)).toEqual([...told.map(([, done]) => done)].sort((a, b) => a - b));
  });

  it('gives at its first attempts what an evaluation of one attempt gives', async () => {
    const choices = { difficulties: [2], tasks: 4, attempts: true };
    const one = await (await trainer()).evaluate({ ...choices, samples: 1 });
    const three = await (await trainer()).evaluate({ ...choices, samples: 3 });
    const firsts = three.result.byDifficulty[0]?.attempts?.filter((_, i) => i % 3 === 0);
    expect(firsts).toEqual(one.result.byDifficulty[0]?.attempts);
    expect(three.samples).toEqual(one.samples);
  });

  it('keeps no rows and times nothing unless asked', async () => {
    const { result } = await (await trainer()).evaluate();
    expect(result).not.toHaveProperty('speed');
    expect(result.byDifficulty.every((row) => !('attempts' in row))).toBe(true);
  });

  it('times the first tasks of each difficulty on the clock that it is given', async () => {
    const told: [string, number, number][] = [];
    let seconds = 0;
    const now = () => seconds++;
    const { result } = await (await trainer(warm, told)).evaluate(
      { difficulties: [1, 3], tasks: 3, speed: 2, attempts: true },
      now,
    );
    expect(result.speed?.map(({ difficulty, parallelSeconds }) => [difficulty, parallelSeconds])).toEqual([
      [1, 1],
      [1, 1],
      [3, 1],
      [3, 1],
    ]);
    expect(result.speed?.map(({ task, score }) => [task, score])).toEqual(
      result.byDifficulty.flatMap(({ attempts = [] }) => attempts.slice(0, 2).map(({ task, score }) => [task, score])),
    );
    expect(told.slice(-2)).toEqual([
      ['Timing', 3, 4],
      ['Timing', 4, 4],
    ]);
  });

  it('does not stand in for the one that is due, unless it asks for nothing else', async () => {
    const one = await trainer(tinyRun({ warmStart: { tokens: 0 } }));
    expect(one.evaluationDue).toBe(true);
    await one.evaluate({ temperature: 1 });
    expect(one.evaluationDue).toBe(true);
    await one.evaluate({ attempts: true });
    expect(one.evaluationDue).toBe(false);
  });
});
