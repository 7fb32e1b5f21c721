/** The trainer's phases, evaluation and checkpoints, and what RAO hands to the engine; no arithmetic involved. */
import { describe, expect, it } from 'vitest';
import { derive, key } from '../../../src/random/index.ts';
import type { RaoConfig } from '../../../src/rl/config.ts';
import { LocalPool } from '../../../src/rl/pool.ts';
import { raoTrainer } from '../../../src/rl/rao-run.ts';
import type { Checkpoint, LiveEpisode, LiveTree } from '../../../src/rl/records.ts';
import { Trainer } from '../../../src/rl/trainer.ts';
import { RecordingEngine } from '../../support/recording-engine.ts';
import { textcraft, textcraftSettings, tinyRun, VOCABULARY } from '../../support/run-config.ts';

/** The recursive expert, except that some trees (by key) give up at once: so that groups have signal. */
function moodyExpert(): RecordingEngine {
  return new RecordingEngine((tokens, { sequence, key: k }) => {
    const finish = textcraft.vocabulary(textcraftSettings).names.indexOf('finish');
    if (sequence.startsWith('training') && (derive(k, 'mood')[0] & 1) === 1) return [finish];
    return textcraft.expert('recursive', tokens, textcraftSettings);
  });
}

async function trainerAt(config: RaoConfig, checkpoint = Trainer.initial(config, VOCABULARY)) {
  const engine = moodyExpert();
  await engine.load(checkpoint.model);
  const live: LiveTree[] = [];
  const activities: string[] = [];
  const hooks = {
    activity: (name: string) => activities.push(name),
    live: (picture: () => LiveTree | LiveEpisode) => live.push(picture() as LiveTree),
    round: async () => {},
  };
  const pool = new LocalPool(textcraft, config.environment.settings);
  return {
    trainer: raoTrainer({ spec: textcraft, config, engine, pool, hooks }, checkpoint),
    engine,
    live,
    activities,
  };
}

describe('trainer', () => {
  it('imitates until the tokens are used up, then improves, then is done', async () => {
    const { trainer, engine } = await trainerAt(tinyRun());
    const phases: string[] = [];
    while (trainer.cursor.phase !== 'done') {
      const { row } = await trainer.step();
      phases.push(row.phase);
      expect(row.step).toBe(phases.length);
    }
    expect(phases.indexOf('training')).toBeGreaterThan(0);
    expect(phases.slice(-2)).toEqual(['training', 'training']);
    expect(phases.slice(0, -2).every((p) => p === 'warm-start')).toBe(true);
    expect(engine.steps[0]?.step.loss).toEqual({ kind: 'sft' });
    expect(engine.steps.at(-1)?.step.loss).toEqual({ kind: 'cispo', low: 0, high: 5 });
    expect(trainer.fraction()).toBe(1);
    await expect(trainer.step()).rejects.toThrow(/done/);
  });

  it('skips a warm start of no tokens and ends by trained tokens too', async () => {
    const { trainer } = await trainerAt(tinyRun({ warmStart: { tokens: 0 }, training: { updates: 99, tokens: 10 } }));
    expect(trainer.cursor.phase).toBe('training');
    await trainer.step();
    expect(trainer.cursor.phase).toBe('done');
  });

  it('evaluates before the first update, as often as asked, and at the end, on tasks that stay the same', async () => {
    const { trainer } = await trainerAt(tinyRun({ warmStart: { tokens: 0 } }));
    const results: string[] = [];
    for (;;) {
      if (trainer.evaluationDue) {
        const { result, samples: trees } = await trainer.evaluate();
        results.push(JSON.stringify(trees.map(({ tree }) => [tree.task, tree.difficulty])));
        expect(result.byDifficulty.map((d) => [d.difficulty, d.success])).toEqual([
          [1, 1],
          [2, 1],
          [3, 1],
        ]);
        expect(trainer.evaluationDue).toBe(false);
      }
      if (trainer.cursor.phase === 'done') break;
      await trainer.step();
    }
    expect(results).toHaveLength(3);
    expect(new Set(results).size).toBe(1);
  });

  it('glances at the trained difficulties during the warm start, within the limits of training', async () => {
    const config = tinyRun({ evaluation: { warmStartEvery: 1, maxDifficulty: 5 }, agent: { depthCap: 0 } });
    const { trainer } = await trainerAt(config);
    expect(trainer.evaluationDue).toBe(true);
    const { result, samples: trees } = await trainer.evaluate();
    expect(result.byDifficulty.map((d) => d.difficulty)).toEqual([1, 2]);
    expect(trees.every(({ tree }) => tree.traces.length === 1)).toBe(true);
    expect(trainer.evaluationDue).toBe(false);
    await trainer.step();
    expect(trainer.evaluationDue).toBe(true);
  });

  it('is done at once when its limits were lowered below what it has done', async () => {
    const config = tinyRun({ warmStart: { tokens: 0 } });
    const { trainer } = await trainerAt(config);
    await trainer.step();
    const saved = await trainer.checkpoint();
    const lowered = await trainerAt(tinyRun({ warmStart: { tokens: 0 }, training: { updates: 1 } }), saved);
    expect(lowered.trainer.cursor.phase).toBe('done');
  });

  it('trains on own tokens of traces with signal only, weighted by depth', async () => {
    const { trainer, engine } = await trainerAt(tinyRun({ warmStart: { tokens: 0 }, training: { minDifficulty: 2 } }));
    const { row, samples: trees } = await trainer.step();
    const batch = engine.steps[0]?.batch;
    const advantages = trees.flatMap((t) => t.advantages ?? []);
    expect(batch?.rows).toBe(advantages.filter((a) => a !== 0).length);
    expect(batch?.rows).toBeGreaterThan(0);
    expect(row.values['credit/depth_weight_0']).toBeGreaterThan(0);
    expect(row.values['reward/root/mean']).toBeCloseTo(row.values['success/all'] as number, 12);
    expect(trees.every((t) => t.rewards?.length === t.tree.traces.length)).toBe(true);
  });

  it('continues from a checkpoint as if it had never stopped', async () => {
    const config = tinyRun({ training: { updates: 3 } });
    const whole = await trainerAt(config);
    const rows: unknown[] = [];
    const trees: unknown[] = [];
    let saved: Checkpoint | null = null;
    while (whole.trainer.cursor.phase !== 'done') {
      if (rows.length === 2) saved = structuredClone(await whole.trainer.checkpoint());
      const report = await whole.trainer.step();
      rows.push(report.row);
      trees.push(report.samples);
    }
    const resumed = await trainerAt(config, saved as unknown as Checkpoint);
    for (let i = 2; resumed.trainer.cursor.phase !== 'done'; i++) {
      const report = await resumed.trainer.step();
      expect(report.row).toEqual(rows[i]);
      expect(report.samples).toEqual(trees[i]);
    }
    expect(resumed.trainer.cursor).toEqual(whole.trainer.cursor);
    expect(await resumed.engine.state()).toEqual(await whole.engine.state());
  });

  it('forgets the sequences of agents that ended', async () => {
    const { trainer, engine } = await trainerAt(tinyRun({ warmStart: { tokens: 0 } }));
    const { samples: trees } = await trainer.step();
    expect(engine.released).toHaveLength(trees.reduce((n, t) => n + t.tree.traces.length, 0));
  });

  it('shows a growing tree and says what it does', async () => {
    const { trainer, live, activities } = await trainerAt(tinyRun());
    await trainer.step();
    expect(live.at(-1)).toMatchObject({ step: 1, phase: 'warm-start', done: true });
    expect(activities).toEqual(['Imitating the expert']);
  });

  it('starts from the same parameters for the same seed only', () => {
    const at = (seed: number) => Trainer.initial({ ...tinyRun(), seed }, VOCABULARY).model.parameters;
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
    expect(key(1)).not.toEqual(key(2));
  });
});

describe('staleness', () => {
  const stale = (staleness: number, changes: Partial<RaoConfig['training']> = {}) =>
    tinyRun({ training: { staleness, updates: 7, tokens: 1e9, ...changes } });

  /** Runs to the end; per update of reinforcement learning: the metric, and how old the policy really was. */
  async function ages(config: RaoConfig) {
    const { trainer, engine } = await trainerAt(config);
    const told: number[] = [];
    const real: number[] = [];
    while (trainer.cursor.phase !== 'done') {
      const { phase } = trainer.cursor;
      const [now, trained] = [engine.updates, engine.steps.length];
      const { row, samples: trees } = await trainer.step();
      if (phase !== 'training') continue;
      told.push(row.values['rollout/staleness'] as number);
      // Without signal there is no batch; where there is one, it has the log-probabilities of the trees.
      const batch = engine.steps[trained]?.batch.logProbs ?? [];
      const drawn = trees.flatMap(({ tree }) => tree.traces.flatMap((trace) => trace.logProbs));
      const values = new Set([...drawn, ...batch].filter((x) => x !== 0));
      expect(values.size).toBe(1);
      real.push(now - (-1 - ([...values][0] as number)));
    }
    return { told, real };
  }

  it.each([
    [0, [0, 0, 0, 0, 0, 0, 0]],
    [1, [0, 1, 0, 1, 0, 1, 0]],
    [2, [0, 1, 2, 0, 1, 2, 0]],
    [3, [0, 1, 2, 3, 0, 1, 2]],
  ])('of %i trains on trees of policies up to that much older, by their log-probabilities', async (s, expected) => {
    const { told, real } = await ages(stale(s));
    expect(told).toEqual(expected);
    expect(real).toEqual(expected);
  });

  it('grows no trees beyond the last update', async () => {
    const config = stale(3, { updates: 2 });
    const { trainer, engine, live } = await trainerAt(config);
    while (trainer.cursor.phase !== 'done') await trainer.step();
    const grown = engine.released.filter((name) => name.startsWith('training-') && name.endsWith('/0'));
    expect(grown).toHaveLength(2 * config.training.tasks * config.training.trees);
    expect(new Set(live.filter(({ phase }) => phase === 'training').map(({ step }) => step))).toEqual(
      new Set([trainer.cursor.total - 1, trainer.cursor.total]),
    );
    expect((await trainer.checkpoint()).cursor.phase).toBe('done');
  });

  it('meets the same tasks as without', async () => {
    const tasks = async (s: number) => {
      const { trainer } = await trainerAt(stale(s, { updates: 3 }));
      const met: string[] = [];
      while (trainer.cursor.phase !== 'done') {
        const { samples: trees } = await trainer.step();
        met.push(...trees.map(({ tree }) => tree.task));
      }
      return met;
    };
    expect(await tasks(2)).toEqual(await tasks(0));
  });

  it.each([1, 2, 3])(
    'of %i: a run broken off at any step goes on from its checkpoint as if nothing had been',
    async (s) => {
      const config = tinyRun({ warmStart: { tokens: 0 }, training: { staleness: s, updates: 5, tokens: 1e9 } });
      const whole = await trainerAt(config);
      const reports: unknown[] = [];
      const checkpoints: Checkpoint[] = [];
      while (whole.trainer.cursor.phase !== 'done') {
        checkpoints.push(structuredClone(await whole.trainer.checkpoint()));
        reports.push(await whole.trainer.step());
      }
      const behind = checkpoints.map(({ cursor }, i) => i - cursor.total);
      expect(Math.max(...behind)).toBe(s);
      for (const [i, checkpoint] of checkpoints.entries()) {
        // One of each kind: on the boundary, and as far behind as can be.
        if (behind[i] !== 0 && behind[i] !== s) continue;
        const resumed = await trainerAt(config, structuredClone(checkpoint));
        const again: unknown[] = [];
        while (resumed.trainer.cursor.phase !== 'done') again.push(await resumed.trainer.step());
        expect(again).toEqual(reports.slice(checkpoint.cursor.total));
        expect(await resumed.trainer.checkpoint()).toEqual(await whole.trainer.checkpoint());
      }
    },
  );

  it('leaves a rollout that is broken off without a trace', async () => {
    const config = tinyRun({ warmStart: { tokens: 0 }, training: { staleness: 2, updates: 3 } });
    const { trainer, engine } = await trainerAt(config);
    const plain = await trainerAt(config);
    const generate = engine.generate.bind(engine);
    let calls = 0;
    engine.generate = async (requests) => {
      if (++calls === 8) throw new Error('stopped');
      return generate(requests);
    };
    await expect(trainer.step()).rejects.toThrow('stopped');
    expect(await trainer.checkpoint()).toEqual(await plain.trainer.checkpoint());
    for (let i = 0; i < 3; i++) expect(await trainer.step()).toEqual(await plain.trainer.step());
  });

  it('evaluates the policy as it is in the middle of a cycle', async () => {
    const { trainer, engine } = await trainerAt(stale(2));
    while (trainer.cursor.phase !== 'training' || trainer.cursor.update < 1) await trainer.step();
    const { samples: trees } = await trainer.evaluate();
    const drawn = trees[0]?.tree.traces[0]?.logProbs.filter((x) => x !== 0) ?? [];
    expect(new Set(drawn)).toEqual(new Set([-1 - engine.updates]));
    expect((await trainer.checkpoint()).cursor.total).toBe(trainer.cursor.total - 1);
  });
});

describe('noise in the warm start', () => {
  it('is acted out but not imitated', async () => {
    const noisy = await trainerAt(tinyRun({ warmStart: { noise: 1 } }));
    await noisy.trainer.step();
    expect(noisy.engine.steps).toHaveLength(0);
    const clean = await trainerAt(tinyRun());
    const { samples: trees } = await clean.trainer.step();
    const own = trees.flatMap((t) => t.tree.traces).reduce((n, t) => n + t.own.filter((o) => o === 1).length, 0);
    expect(clean.engine.steps[0]?.batch.normalizer).toBe(own);
  });
});
