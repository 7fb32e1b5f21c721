/**
 * A session of agents that carry plans, from priming to the last evaluation, with the real engine: it ends in the same
 * bits whether it runs in one go or is paused, left in the middle of a step, and opened again.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanningExperiment } from '../../../src/experiments/experiment.ts';
import { WasmEngine } from '../../../src/model/engines/wasm/engine.ts';
import type { EvaluationChoices } from '../../../src/rl/config.ts';
import type { EpisodeEvaluation, EpisodeRecord } from '../../../src/rl/records.ts';
import type { RunCommand, RunEvent, RunStatus } from '../../../src/workers/protocol.ts';
import { RunSession } from '../../../src/workers/run-session.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { MemoryNotes, ONE_THREAD, TESTED } from '../../support/memory-notes.ts';
import { tinyPlanningExperiment } from '../../support/tiny-planning-experiment.ts';
import { wasmKernels } from '../../support/wasm-kernels.ts';
import { MemoryStore } from './memory-store.ts';
import { settled } from './threads.ts';

const experiment = tinyPlanningExperiment();

let kernels: WebAssembly.Module;
beforeAll(async () => {
  kernels = await wasmKernels();
});

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** An open session over `store`; what is in it is continued. */
async function opened(store = new MemoryStore(), asked: PlanningExperiment = experiment) {
  const timer = new ManualTimer();
  const events: RunEvent[] = [];
  const session = new RunSession({
    // As over a wire.
    emit: (event) => events.push(structuredClone(event)),
    store,
    lock: store.lock,
    catalog: { machine: ONE_THREAD, create: async () => WasmEngine.create(kernels), adapter: async () => null },
    notes: new MemoryNotes(TESTED),
    startThread: () => {
      throw new Error('Nobody is delegated to.');
    },
    timer,
  });
  const of = <T extends RunEvent['type']>(type: T) =>
    events.filter((event): event is EventOf<T> => event.type === type);
  /** Waits until the last status is one of these. */
  const until = async (...statuses: RunStatus[]) => {
    while (!statuses.includes(of('status').at(-1)?.status as RunStatus)) await settled();
  };
  const send = async (command: Exclude<RunCommand, { type: 'open' }>, ...statuses: RunStatus[]) => {
    session.handle(command);
    await until(...statuses);
  };
  /** One optimizer step, or one evaluation. */
  const step = () => {
    session.handle({ type: 'step' });
    return settled().then(() => until('paused', 'done'));
  };
  void session.live({ runId: 'r', experiment: asked, resume: store.run !== null });
  await until('paused', 'done', 'failed');
  return { session, store, timer, of, until, send, step };
}

type Opened = Awaited<ReturnType<typeof opened>>;

/** In slow motion from where it is for so many rounds of turns; stands still there. */
async function pauseWithin({ session, timer, of, send }: Opened, rounds: number): Promise<void> {
  const before = of('metrics').length + of('evaluation').length;
  session.handle({ type: 'speed', roundDelayMs: 1000 });
  session.handle({ type: 'play' });
  for (let round = 0; round < rounds; ) {
    await settled();
    if (timer.waiting === 0) continue;
    timer.pass(1000);
    round++;
  }
  await send({ type: 'pause' }, 'paused');
  expect(of('status').at(-1)?.message).toBe('In the middle of a step.');
  expect(of('metrics').length + of('evaluation').length).toBe(before);
}

function kept({ metrics, samples, results, checkpoints }: MemoryStore) {
  return { metrics, samples, results, checkpoint: checkpoints.at(-1) };
}

/** Steps until so many updates and evaluations are done. */
async function stepTo({ of, step }: Opened, updates: number, evaluations: number): Promise<void> {
  const done = () => of('metrics').filter(({ row }) => row.phase === 'training').length;
  while (done() < updates || of('evaluation').length < evaluations) await step();
}

let whole: Opened;
beforeAll(async () => {
  whole = await opened();
  await whole.send({ type: 'play' }, 'done', 'failed');
});

describe('a run', () => {
  it('primes, learns and evaluates', () => {
    const { of, store } = whole;
    expect(of('warning')).toEqual([]);
    expect(of('status').map(({ status }) => status)).toEqual(['opening', 'paused', 'running', 'done']);
    const rows = of('metrics').map(({ row }) => row);
    const primed = rows.filter(({ phase }) => phase === 'warm-start').length;
    expect(primed).toBeGreaterThan(3);
    expect(rows.slice(primed).map(({ phase }) => phase)).toEqual(['training', 'training', 'training', 'training']);
    expect(rows[0]?.values['optim/loss']).toBeGreaterThan(rows[primed - 1]?.values['optim/loss'] as number);
    const results = store.results as EpisodeEvaluation[];
    expect(results.map(({ step }) => step)).toEqual([primed, primed + 2, primed + 4]);
    for (const { kind, byDifficulty } of results) {
      expect(kind).toBe('episodes');
      expect(byDifficulty).toMatchObject([{ difficulty: 1, episodes: 3 }]);
    }
    expect(of('progress').at(-1)).toMatchObject({ fraction: 1, cursor: { phase: 'done', total: primed + 4 } });
  });

  it('plans, or the rest would prove little', () => {
    const frequency = whole.store.metrics.at(-1)?.values['planning/frequency'] as number;
    expect(frequency).toBeGreaterThan(0);
    expect(frequency).toBeLessThan(1);
    const episodes = whole.store.samples as EpisodeRecord[];
    expect(episodes.some(({ turns }) => turns.some(({ plan }) => plan !== null))).toBe(true);
    expect(episodes.some(({ phase, plan }) => phase === 'training' && plan !== null)).toBe(true);
  });

  it('keeps a stretch of each update and of each evaluation, and shows the episode at hand', () => {
    const { of, store } = whole;
    const samples = store.samples as EpisodeRecord[];
    expect(of('sample').map(({ record }) => record)).toEqual(samples);
    expect(samples.map(({ phase }) => phase)).toEqual([
      'evaluation',
      'training',
      'training',
      'evaluation',
      'training',
      'training',
      'evaluation',
    ]);
    expect(of('live-tree')).toEqual([]);
    const [{ episode } = { episode: null }] = of('live-episode');
    expect(episode).toMatchObject({ kind: 'episode', phase: 'evaluation', difficulty: 1, tally: { steps: 1 } });
  });

  it('saves its agents once there are any', () => {
    const last = whole.store.checkpoints.at(-1)?.checkpoint;
    expect(last?.planning?.agents).toHaveLength(experiment.training.agents);
    expect(last?.planning?.reference).not.toEqual(last?.model.parameters);
    const beginnings = whole.store.checkpoints.filter(({ checkpoint }) => checkpoint.cursor.phase === 'warm-start');
    expect(beginnings.length).toBeGreaterThan(0);
    for (const { checkpoint } of beginnings) expect(checkpoint.planning).toBeUndefined();
  });
});

describe('the same bits', () => {
  it.each([
    ['the first update', 0, 1],
    ['the second update', 1, 1],
    ['the evaluation after the second', 2, 1],
    ['the last update', 3, 2],
  ])('when it is left in the middle of %s, and opened again', async (_, updates, evaluations) => {
    const first = await opened();
    await stepTo(first, updates, evaluations);
    await pauseWithin(first, 4);
    await first.send({ type: 'close' }, 'closed');
    const second = await opened(first.store);
    expect(second.of('status').at(-1)?.message).toBe(`Continues after step ${first.of('metrics').length}.`);
    await second.send({ type: 'play' }, 'done', 'failed');
    expect(kept(second.store)).toEqual(kept(whole.store));
  });

  it('when it is paused in the middle of an update and goes on', async () => {
    const one = await opened();
    await stepTo(one, 1, 1);
    await pauseWithin(one, 3);
    one.session.handle({ type: 'speed', roundDelayMs: 0 });
    await one.send({ type: 'play' }, 'done', 'failed');
    expect(kept(one.store)).toEqual(kept(whole.store));
  });

  it('when it is left while it is primed', async () => {
    const first = await opened();
    await first.step();
    await first.step();
    await first.send({ type: 'close' }, 'closed');
    const second = await opened(first.store);
    await second.send({ type: 'play' }, 'done', 'failed');
    expect(kept(second.store)).toEqual(kept(whole.store));
  });

  it('when it is evaluated in between at another temperature, which leaves its agents as they are', async () => {
    const one = await opened();
    await stepTo(one, 3, 2);
    one.session.handle({ type: 'evaluate', tasks: 2, temperature: 0.5 });
    await settled();
    await one.until('paused');
    await one.send({ type: 'play' }, 'done', 'failed');
    const [asked] = (one.store.results as EpisodeEvaluation[]).splice(2, 1);
    expect(asked).toMatchObject({ temperature: 0.5, byDifficulty: [{ episodes: 2 }] });
    const { samples, ...rest } = kept(one.store);
    const { samples: expected, ...reference } = kept(whole.store);
    expect(rest).toEqual(reference);
    expect(samples).toHaveLength(expected.length + 1);
  });
});

describe('an evaluation on request', () => {
  /** What `choices` give at the end of the whole run, and what they warn of. */
  async function evaluated(choices: EvaluationChoices, asked = experiment) {
    const store = new MemoryStore();
    Object.assign(store, { run: whole.store.run, checkpoints: [...whole.store.checkpoints] });
    const one = await opened(store, asked);
    one.session.handle({ type: 'evaluate', ...choices });
    await settled();
    await one.until('paused', 'done');
    return { result: one.of('evaluation').at(-1)?.result as EpisodeEvaluation, warnings: one.of('warning') };
  }

  const withAgent = (agent: Partial<PlanningExperiment['agent']>) => ({
    ...experiment,
    agent: { ...experiment.agent, ...agent },
  });

  it('knows the best episode', async () => {
    const { result } = await evaluated({ tasks: 6 });
    const [row] = result.byDifficulty;
    expect(row?.best.score).toBe(Math.max(...(row?.scores ?? [])));
    expect(row?.best.milestones).toEqual([row?.best.score === 1]);
  });

  it('measures what a new plan is worth at as many moments as it is asked to, always the same', async () => {
    const choices = { tasks: 6, moments: 10 };
    const { result } = await evaluated(choices);
    const { advantage } = result;
    expect(advantage).toMatchObject({ moments: 10, rollouts: 8, steps: 32 });
    expect(advantage?.low).toBeLessThanOrEqual(advantage?.mean as number);
    expect(advantage?.byAge.reduce((sum, { moments }) => sum + moments, 0)).toBe(10);
    const { planned, kept } = advantage?.decided ?? {};
    expect((planned?.moments ?? 0) + (kept?.moments ?? 0)).toBe(10);
    expect((await evaluated(choices)).result).toEqual(result);
    const { advantage: none, ...plain } = (await evaluated({ tasks: 6 })).result;
    expect(none).toBeUndefined();
    expect(result).toEqual({ ...plain, advantage });
  });

  it.each<[string, Partial<PlanningExperiment['agent']>]>([
    ['every second step', { when: 'every', every: 2 }],
    ['random plans at random', { when: 'random', rate: 0.5, content: 'random' }],
    ['one plan', { content: 'constant' }],
  ])('can be of an agent with another rule: %s', async (_, agent) => {
    const { result } = await evaluated({ tasks: 4, moments: 3 }, withAgent(agent));
    expect(result.planning).toMatchObject(agent);
    expect(result.advantage?.moments).toBe(3);
    expect(result.byDifficulty[0]?.meanPlanTokens).toBeGreaterThan(0);
  });

  it('can be of an agent that carries the plans of a coach, which cost nothing', async () => {
    const { result } = await evaluated(
      { tasks: 4, moments: 3 },
      withAgent({ when: 'every', every: 1, content: 'coach' }),
    );
    expect(result.byDifficulty[0]).toMatchObject({ frequency: 1, meanPlanTokens: 0 });
    expect(result.byDifficulty[0]?.meanTokens).toBe(result.byDifficulty[0]?.meanSteps);
    expect(result.advantage?.moments).toBe(3);
  });

  it.each<[string, EvaluationChoices, Partial<PlanningExperiment['agent']>, RegExp]>([
    ['what a plan is worth to an agent that never plans', { moments: 4 }, { when: 'never' }, /never plans/],
    ['half a moment', { moments: 0.5 }, {}, /whole number of at least 0, not 0\.5/],
    ['a difficulty in between', { difficulties: [1.5] }, {}, /whole numbers, and 1\.5 is none/],
    ['one difficulty twice', { difficulties: [1, 2, 1] }, {}, /Difficulty 1 is chosen more than once/],
  ])('says in words that it cannot tell %s', async (_, choices, agent, message) => {
    const { warnings } = await evaluated(choices, withAgent(agent));
    expect(warnings.at(-1)?.message).toMatch(message);
  });
});

it('makes the evaluation that is due although one at another temperature is stored', async () => {
  const first = await opened();
  await stepTo(first, 2, 1);
  const due = first.of('metrics').length;
  first.session.handle({ type: 'evaluate', temperature: 0.5 });
  await settled();
  await first.until('paused');
  await first.send({ type: 'close' }, 'closed');
  const second = await opened(first.store);
  await second.send({ type: 'play' }, 'done', 'failed');
  const results = second.store.results as EpisodeEvaluation[];
  expect(results.filter(({ step }) => step === due).map(({ temperature }) => temperature)).toEqual([0.5, 1]);
  expect(results.filter(({ temperature }) => temperature === 1)).toEqual(whole.store.results);
});

it('refuses to go on with another number of agents, in words', async () => {
  const store = new MemoryStore();
  const first = await opened(store);
  await stepTo(first, 1, 1);
  await first.send({ type: 'close' }, 'closed');
  const fewer = { ...experiment, training: { ...experiment.training, agents: 4 } };
  const second = await opened(store, fewer);
  await second.send({ type: 'play' }, 'failed');
  expect(second.of('status').at(-1)?.message).toMatch(/6 agents and the run 4/);
});
