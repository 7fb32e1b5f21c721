/** Surviving the loss of a device: nothing is lost, nothing is done twice, and what is held stays small. */
import { describe, expect, it } from 'vitest';
import { DeviceFaultError } from '../../../src/model/device-lost.ts';
import type { Engine, ModelState, StepConfig, TrainBatch } from '../../../src/model/engine.ts';
import { derive, integer, key, uniform } from '../../../src/random/index.ts';
import { GuardedEngine, type GuardLimits, PATIENCE_MS } from '../../../src/workers/engine-guard.ts';
import { OBSERVE, request, TINY, tokenBatch } from '../../support/engine-fixtures.ts';
import { LosableEngine, type Moment } from '../../support/losable-engine.ts';

const STATE: ModelState = {
  config: TINY,
  parameters: Float32Array.of(1, 2, 3, 4),
  firstMoment: new Float32Array(4),
  secondMoment: new Float32Array(4),
  step: 0,
};
const STEP: StepConfig = { ...OBSERVE, learningRate: 1 };

function batch(seed: number): TrainBatch {
  const tokens = tokenBatch(TINY, seed, [3, 5]);
  const zeros = new Float32Array(tokens.rows * tokens.width);
  return { ...tokens, weights: zeros, advantages: zeros, logProbs: zeros, normalizer: 1 };
}

interface Asked {
  readonly loses?: (moment: Moment, engine: number) => boolean;
  readonly engine?: Engine;
  readonly renew?: () => Promise<Engine>;
  readonly fallBack?: () => Promise<Engine>;
  readonly limits?: GuardLimits;
}

function guarded({ loses = () => false, limits, ...asked }: Asked = {}) {
  const clock = { now: 0 };
  const said: string[] = [];
  const made: LosableEngine[] = [];
  const make = () => {
    const number = made.length;
    const engine = new LosableEngine((moment) => loses(moment, number));
    made.push(engine);
    return engine;
  };
  const guard = new GuardedEngine({
    engine: asked.engine ?? make(),
    renew: asked.renew ?? (async () => make()),
    fallBack: asked.fallBack ?? (async () => new LosableEngine(undefined, 'wasm')),
    now: () => clock.now,
    told: {
      lost: (message) => said.push(message),
      recovered: (engine, replaced) => said.push(`${engine.description}: ${replaced}`),
    },
    ...(limits && { limits }),
  });
  return { guard, clock, said, made };
}

/** A little run whose every answer is recorded. */
async function run(engine: Engine, each: (step: number) => void = () => {}): Promise<unknown[]> {
  const answers: unknown[] = [];
  await engine.load(STATE);
  for (let step = 0; step < 30; step++) {
    each(step);
    // Several calls at once, as a rollout makes them.
    const turns = ['a', 'b', 'c'].map((name) => engine.generate([request(`${name}${step}`, [step, 1])]));
    engine.fork(`a${step}`, `d${step}`, 1);
    answers.push(...(await Promise.all([...turns, engine.score(tokenBatch(TINY, step, [4]))])));
    answers.push(await engine.train(batch(step), step % 7 === 3 ? OBSERVE : STEP));
    if (step % 10 === 9) answers.push(await engine.state());
  }
  return answers;
}

describe('a lost device', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'changes nothing of what is computed, whenever it is lost (%i)',
    async (seed) => {
      const undisturbed = await run(new LosableEngine());
      let moments = 0;
      // Some devices last a few calls, some are lost by the very first.
      const loses = (_: Moment, engine: number) => {
        const last = integer(derive(key(seed), 'life', engine), 60);
        return engine < 9 && uniform(derive(key(seed), engine, moments++)) < 1 / (last + 1);
      };
      const { guard, clock, made, said } = guarded({
        loses: (moment, engine) => moment !== 'before load' && moment !== 'after load' && loses(moment, engine),
        limits: { steps: 4, bytes: 1e9 },
      });
      let losses = 0;
      const disturbed = await run(guard, () => {
        // Long enough between two steps that each loss is the first in a while.
        if (made.length > losses) clock.now += PATIENCE_MS;
        losses = made.length;
      }).catch((error) => error);
      expect(disturbed).toEqual(undisturbed);
      expect(made.length).toBeGreaterThan(1);
      expect(said.length).toBeGreaterThanOrEqual(2);
    },
  );

  it('is told in words, put away, and started again once for all who wait', async () => {
    const { guard, made, said } = guarded({ loses: (moment, engine) => engine === 0 && moment === 'after generate' });
    await guard.load(STATE);
    const turns = await Promise.all(['a', 'b', 'c'].map((name) => guard.generate([request(name, [1])])));
    expect(turns).toHaveLength(3);
    expect(made).toHaveLength(2);
    expect(made[0]?.disposed).toBe(true);
    expect(said).toEqual(['The graphics device was lost (the test took it). Starting it again…', 'webgpu device: ']);
  });

  it('is not told of forks while it is away', async () => {
    let come: (engine: Engine) => void = () => {};
    const renew = () =>
      new Promise<Engine>((resolve) => {
        come = resolve;
      });
    const { guard, said } = guarded({ loses: (moment) => moment === 'before generate', renew });
    await guard.load(STATE);
    const turn = guard.generate([request('a', [1])]);
    while (said.length === 0) await null;
    guard.fork('a', 'b', 1);
    guard.release(['a']);
    come(new LosableEngine());
    expect(await turn).toHaveLength(1);
  });

  it('is replaced as well when it reported an error, since what it holds cannot be trusted', async () => {
    const { guard, said } = guarded({
      renew: async () => new LosableEngine(),
      engine: Object.assign(new LosableEngine(), {
        generate: () => Promise.reject(new DeviceFaultError('Buffer used while destroyed.')),
      }),
    });
    await guard.load(STATE);
    expect(await guard.generate([request('a', [1])])).toHaveLength(1);
    expect(said[0]).toBe(
      'The graphics device reported an error (Buffer used while destroyed); what it holds cannot be trusted. ' +
        'Starting it again…',
    );
  });

  it('leaves other errors as they are', async () => {
    const { guard, said } = guarded();
    await expect(guard.generate([request('a', [1])])).rejects.toThrow('The engine holds no model.');
    expect(said).toEqual([]);
  });
});

describe('falling back', () => {
  const twice = (moment: Moment, engine: number) => engine < 2 && moment === 'after train';

  it('takes the other kind after a second loss within two minutes, with nothing lost', async () => {
    const { guard, clock, said } = guarded({ loses: twice });
    const undisturbed = await run(new LosableEngine());
    expect(await run(guard, () => (clock.now += 1000))).toEqual(undisturbed);
    expect(guard.kind).toBe('wasm');
    expect(guard.description).toBe('wasm device');
    expect(said).toEqual([
      'The graphics device was lost (the test took it). Starting it again…',
      'webgpu device: ',
      'The graphics device was lost twice within two minutes. Going on without it…',
      'wasm device: The graphics device was lost twice within two minutes.',
    ]);
    expect(guard.held).toEqual({ steps: 0, bytes: 0 });
  });

  it('starts the device again when the last loss is longer ago', async () => {
    let armed = true;
    const loses = (moment: Moment) => {
      if (!armed || moment !== 'after train') return false;
      armed = false;
      return true;
    };
    const { guard, clock, made } = guarded({ loses });
    await guard.load(STATE);
    await guard.train(batch(1), STEP);
    clock.now += PATIENCE_MS;
    armed = true;
    await guard.train(batch(2), STEP);
    expect(guard.kind).toBe('webgpu');
    expect(made).toHaveLength(3);
  });

  it('takes the other kind when the device does not come back, or is lost again at once', async () => {
    const gone = guarded({
      loses: (moment) => moment === 'after train',
      renew: () => Promise.reject(new Error('There is no graphics adapter.')),
    });
    await gone.guard.load(STATE);
    await gone.guard.train(batch(1), STEP);
    expect(gone.said.at(-1)).toBe(
      'wasm device: The graphics device was lost and did not come back (There is no graphics adapter.).',
    );
    const weak = guarded({ loses: (moment, engine) => moment === (engine === 0 ? 'after train' : 'after load') });
    await weak.guard.load(STATE);
    await weak.guard.train(batch(1), STEP);
    expect(weak.said.at(-1)).toBe('wasm device: The graphics device was lost again at once.');
    expect(weak.made[1]?.disposed).toBe(true);
  });

  it('rejects every waiting call in words when nothing can go on', async () => {
    const no = () => Promise.reject(new Error('No SIMD.'));
    const { guard } = guarded({ loses: (moment) => moment === 'after score', renew: no, fallBack: no });
    await guard.load(STATE);
    const scores = [1, 2].map((seed) => guard.score(tokenBatch(TINY, seed, [3])));
    for (const score of scores) {
      await expect(score).rejects.toThrow(
        'The graphics device was lost and did not come back (No SIMD.), and nothing else can go on in its place: No SIMD.',
      );
    }
  });
});

describe('what is held', () => {
  it('stays within the limits', async () => {
    const { bytes } = await oneStep();
    for (const limits of [
      { steps: 3, bytes: 1e9 },
      { steps: 1e9, bytes: 3 * bytes },
    ]) {
      const { guard } = guarded({ limits });
      await guard.load(STATE);
      const held: number[] = [];
      for (let step = 0; step < 9; step++) {
        await guard.train(batch(step), STEP);
        held.push(guard.held.steps);
      }
      expect(held).toEqual([1, 2, 3, 0, 1, 2, 3, 0, 1]);
    }
  });

  it('starts anew with every state that is read or loaded, and leaves out steps that changed nothing', async () => {
    const { guard } = guarded();
    await guard.load(STATE);
    await guard.train(batch(1), STEP);
    await guard.train(batch(2), OBSERVE);
    expect(guard.held.steps).toBe(1);
    await guard.state();
    expect(guard.held).toEqual({ steps: 0, bytes: 0 });
    await guard.train(batch(1), STEP);
    await guard.load(STATE);
    expect(guard.held).toEqual({ steps: 0, bytes: 0 });
  });

  async function oneStep(): Promise<GuardLimits> {
    const { guard } = guarded();
    await guard.load(STATE);
    await guard.train(batch(0), STEP);
    return guard.held;
  }
});

it('once disposed of, it starts nothing again', async () => {
  const { guard, made } = guarded({ loses: (moment) => moment === 'after generate' });
  await guard.load(STATE);
  const turn = guard.generate([request('a', [1])]);
  guard.dispose();
  await expect(turn).rejects.toThrow();
  expect(made).toHaveLength(1);
});
