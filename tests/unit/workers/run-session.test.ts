/**
 * A session step by step, with an engine that counts instead of computing, agents on scripted threads, a store in
 * memory and a clock that stands still. Whole runs with the real things: tests/browser.
 */
import { describe, expect, it } from 'vitest';
import { environment } from '../../../src/envs/registry.ts';
import type { Experiment, RaoExperiment } from '../../../src/experiments/experiment.ts';
import { DeviceLostError } from '../../../src/model/device-lost.ts';
import type { EvaluationResult } from '../../../src/rl/records.ts';
import { AgentHost } from '../../../src/workers/agent-host.ts';
import type { StartThread } from '../../../src/workers/agent-thread.ts';
import type { Candidate, CompileProgress } from '../../../src/workers/engine-catalog.ts';
import type { RunCommand, RunEvent } from '../../../src/workers/protocol.ts';
import { RunSession } from '../../../src/workers/run-session.ts';
import type { RunParts } from '../../../src/workers/run-setup.ts';
import { ManualTimer } from '../../support/manual-timer.ts';
import { MemoryNotes, ONE_THREAD, TESTED } from '../../support/memory-notes.ts';
import { RecordingEngine } from '../../support/recording-engine.ts';
import { tinyExperiment } from '../../support/tiny-experiment.ts';
import { MemoryStore } from './memory-store.ts';
import { settled } from './threads.ts';

const preset = tinyExperiment();

/** Two or three steps of warm start, two updates, evaluations before the first and after the last. */
const experiment: RaoExperiment = {
  ...preset,
  warmStart: { ...preset.warmStart, tokens: 300, trees: 4 },
  training: { ...preset.training, updates: 2, tasks: 1, trees: 2 },
  evaluation: { ...preset.evaluation, every: 2, tasks: 1 },
  checkpointEvery: 2,
};

const startThread: StartThread = (handlers) => {
  const host = new AgentHost(environment);
  return {
    post: (command) => {
      const event = host.handle(structuredClone(command));
      if (event) queueMicrotask(() => handlers.message(event));
    },
    terminate: () => {},
  };
};

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

function setUp(changes: Partial<RunParts> = {}, store = new MemoryStore()) {
  const timer = new ManualTimer();
  const events: RunEvent[] = [];
  const engine = new RecordingEngine(() => [3]);
  const parts: RunParts = {
    emit: (event) => events.push(event),
    store,
    lock: store.lock,
    catalog: { machine: ONE_THREAD, create: async () => engine, adapter: async () => null },
    notes: new MemoryNotes(TESTED),
    startThread,
    timer,
    ...changes,
  };
  const session = new RunSession(parts);
  const open = async (resume = false, asked: Experiment = experiment) => {
    const life = session.live({ runId: 'r', experiment: asked, resume });
    await rest();
    return life;
  };
  const rest = async () => {
    for (let i = 0; i < 200; i++) await settled();
  };
  /** Sends the command and waits until nothing moves any more. */
  const send = async (command: Exclude<RunCommand, { type: 'open' }>) => {
    session.handle(command);
    await rest();
  };
  const of = <T extends RunEvent['type']>(type: T) => events.filter((e): e is EventOf<T> => e.type === type);
  const statuses = () => of('status').map(({ status }) => status);
  const steps = () => of('metrics').map(({ row }) => row.step);
  return { session, store, timer, events, engine, open, send, of, statuses, steps, rest };
}

/** Opens without waiting for the end of the run's life. */
async function opened(changes: Partial<RunParts> = {}, store?: MemoryStore, asked?: Experiment) {
  const one = setUp(changes, store);
  void one.open(store?.run != null, asked);
  await one.rest();
  return one;
}

describe('a life', () => {
  it('goes from opening over paused and running to done and closed', async () => {
    const one = await opened();
    expect(one.statuses()).toEqual(['opening', 'paused']);
    expect(one.of('engine')).toEqual([
      {
        type: 'engine',
        kind: 'tfjs',
        description: 'recording',
        reason: 'The experiment asks for it.',
        speeds: '',
        figures: [],
      },
    ]);
    expect(one.of('progress')[0]).toMatchObject({ fraction: 0, secondsLeft: null, cursor: { total: 0 } });
    await one.send({ type: 'play' });
    expect(one.statuses()).toEqual(['opening', 'paused', 'running', 'done']);
    const last = one.steps().length;
    expect(one.steps()).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    expect(one.of('evaluation').map(({ result }) => result.step)).toEqual([last - 2, last]);
    expect(one.of('progress').at(-1)).toMatchObject({ fraction: 1, secondsLeft: 0, cursor: { phase: 'done' } });
    expect(one.of('checkpoint').at(-1)).toEqual({ type: 'checkpoint', step: last });
    await one.send({ type: 'close' });
    expect(one.statuses().at(-1)).toBe('closed');
    expect(one.store).toMatchObject({ locked: false, closed: true });
    expect(one.of('warning')).toEqual([]);
  });

  it('stores what it reports', async () => {
    const { store, of, send } = await opened();
    await send({ type: 'play' });
    expect(store.metrics).toEqual(of('metrics').map(({ row }) => row));
    expect(store.results).toEqual(of('evaluation').map(({ result }) => result));
    expect(store.samples).toEqual(of('sample').map(({ record }) => record));
    expect(store.run?.engine).toBe('wasm: recording');
    expect(store.checkpoints.map(({ checkpoint }) => checkpoint.cursor.total)).toEqual(
      of('checkpoint').map(({ step }) => step),
    );
  });

  it('goes on with a run that evaluates in vain and says so, but begins none', async () => {
    const vain = { ...experiment, evaluation: { ...experiment.evaluation, samples: 2, temperature: 0 } };
    const store = new MemoryStore();
    await store.createRun({ id: 'r', experiment: vain });
    const one = await opened({}, store, vain);
    expect(one.statuses()).toEqual(['opening', 'paused']);
    expect(one.of('warning').map(({ message }) => message)).toEqual([
      expect.stringMatching(/^evaluation\.samples is 2 at temperature 0.*\. Lower it to 1, or raise/),
    ]);
    const refused = await opened({}, undefined, vain);
    expect(refused.statuses()).toEqual(['opening', 'failed']);
  });

  it('plays at once when that was wished for while it was opening', async () => {
    const one = setUp();
    void one.open();
    one.session.handle({ type: 'play' });
    await one.rest();
    expect(one.statuses()).toEqual(['opening', 'running', 'done']);
  });

  it('closes when that was wished for while it was opening', async () => {
    const one = setUp();
    void one.open();
    one.session.handle({ type: 'close' });
    await one.rest();
    expect(one.statuses()).toEqual(['opening', 'closed']);
    expect(one.store.locked).toBe(false);
  });
});

describe('wishes', () => {
  it('steps once and is paused again', async () => {
    const { send, steps, statuses, store } = await opened();
    await send({ type: 'step' });
    expect(steps()).toEqual([1]);
    expect(statuses().slice(1)).toEqual(['paused', 'running', 'paused']);
    expect(store.checkpoints.at(-1)?.checkpoint.cursor.total).toBe(1);
    await send({ type: 'step' });
    expect(steps()).toEqual([1, 2]);
  });

  it('pauses between two rounds of turns, saved, and finishes the step with `step`', async () => {
    const { send, steps, of, timer, store } = await opened();
    await send({ type: 'step' });
    await send({ type: 'speed', roundDelayMs: 1000 });
    await send({ type: 'play' });
    timer.pass(1000);
    await send({ type: 'pause' });
    expect(of('status').at(-1)).toMatchObject({ status: 'paused', message: 'In the middle of a step.' });
    expect(steps()).toEqual([1]);
    expect(store.checkpoints.at(-1)?.checkpoint.cursor.total).toBe(1);
    await send({ type: 'speed', roundDelayMs: 0 });
    await send({ type: 'step' });
    expect(steps()).toEqual([1, 2]);
    expect(of('status').at(-1)).toMatchObject({ status: 'paused', message: '' });
  });

  it('does not count what it stood still as running time', async () => {
    const { send, of, timer } = await opened();
    await send({ type: 'speed', roundDelayMs: 1000 });
    await send({ type: 'step' });
    timer.pass(600);
    await send({ type: 'pause' });
    timer.pass(90_000);
    await send({ type: 'speed', roundDelayMs: 0 });
    await send({ type: 'step' });
    expect(of('metrics')[0]?.row.values['time/step']).toBe(0);
  });

  it('closes in the middle of a step without keeping half of it', async () => {
    const { send, steps, statuses, store } = await opened();
    await send({ type: 'step' });
    await send({ type: 'speed', roundDelayMs: 1000 });
    await send({ type: 'play' });
    await send({ type: 'close' });
    expect(statuses().at(-1)).toBe('closed');
    expect(steps()).toEqual([1]);
    expect(store.metrics).toHaveLength(1);
    expect(store.checkpoints.map(({ checkpoint }) => checkpoint.cursor.total)).toEqual([1]);
  });

  it('evaluates on request and is paused again, without touching what is trained', async () => {
    const { send, of, steps, statuses, engine } = await opened();
    await send({ type: 'evaluate', difficulties: [1], tasks: 2 });
    expect(of('evaluation')).toMatchObject([{ result: { byDifficulty: [{ difficulty: 1, tasks: 2 }] } }]);
    expect(statuses().slice(1)).toEqual(['paused', 'running', 'paused']);
    expect(steps()).toEqual([]);
    expect(engine.steps).toHaveLength(0);
  });

  it('evaluates as thoroughly as it is asked to, and counts what is done', async () => {
    const { send, of, timer } = await opened();
    await send({ type: 'evaluate', difficulties: [1], tasks: 2, samples: 2, temperature: 1, attempts: true, speed: 1 });
    const result = of('evaluation')[0]?.result as EvaluationResult | undefined;
    expect(result?.byDifficulty[0]).toMatchObject({ samples: 2, tasks: 2 });
    expect(result?.byDifficulty[0]?.attempts).toHaveLength(4);
    expect(result?.speed?.map(({ parallelSeconds, serialSeconds }) => [parallelSeconds, serialSeconds])).toEqual([
      [0, 0],
    ]);
    expect(timer.now()).toBe(0);
    const counted = of('progress').flatMap(({ activity, counted: count }) => (count ? [[activity, count]] : []));
    expect(counted.at(-1)).toEqual(['Timing', { done: 1, of: 1 }]);
    expect(counted).toContainEqual(['Evaluating', { done: 4, of: 4 }]);
    expect(of('progress').at(-1)).not.toHaveProperty('counted');
  });

  it('evaluates on request when it is done, and an evaluation that is due comes nevertheless', async () => {
    const { send, of, statuses } = await opened();
    await send({ type: 'evaluate', difficulties: [2], tasks: 1 });
    await send({ type: 'play' });
    const due = of('evaluation').length;
    expect(due).toBe(3);
    await send({ type: 'evaluate', difficulties: [1, 2], tasks: 1 });
    expect(of('evaluation')).toHaveLength(4);
    expect(statuses().slice(-3)).toEqual(['done', 'running', 'done']);
  });

  it('warns of an evaluation that makes no sense, and goes on', async () => {
    const { send, of, statuses, steps } = await opened();
    await send({ type: 'evaluate', difficulties: [99], tasks: 1 });
    expect(of('warning')[0]?.message).toMatch(/^The evaluation failed: /);
    expect(statuses().at(-1)).toBe('paused');
    await send({ type: 'step' });
    expect(steps()).toEqual([1]);
  });
});

describe('going on', () => {
  it('continues after the newest checkpoint as if nothing had happened', async () => {
    const whole = await opened();
    await whole.send({ type: 'play' });
    const first = await opened();
    for (let i = 0; i < 3; i++) await first.send({ type: 'step' });
    await first.send({ type: 'close' });
    const second = await opened({}, first.store);
    expect(second.of('status').at(-1)).toEqual({
      type: 'status',
      status: 'paused',
      message: `Continues after step ${first.steps().length}.`,
    });
    await second.send({ type: 'play' });
    expect(second.store.metrics).toEqual(whole.store.metrics);
    expect(second.store.samples).toEqual(whole.store.samples);
    expect(second.store.results).toEqual(whole.store.results);
    expect(second.store.checkpoints.at(-1)).toEqual(whole.store.checkpoints.at(-1));
  });

  it('repeats what was trained on older trees when it is closed in the middle of their cycle', async () => {
    const stale: RaoExperiment = {
      ...experiment,
      training: { ...experiment.training, updates: 7, staleness: 2 },
      evaluation: { ...experiment.evaluation, every: 1 },
      checkpointEvery: 1,
    };
    // Trees differ from policy to policy, and some succeed.
    const setting = () => {
      const engine: RecordingEngine = new RecordingEngine((_, { key }) =>
        ((key[0] >>> (engine.updates % 16)) & 1) === 1 ? [3] : [4],
      );
      return { catalog: { machine: ONE_THREAD, create: async () => engine, adapter: async () => null } };
    };
    const whole = await opened(setting(), undefined, stale);
    await whole.send({ type: 'play' });
    expect(whole.statuses().at(-1)).toBe('done');

    const first = await opened(setting(), undefined, stale);
    const staleness = () => first.of('metrics').at(-1)?.row.values['rollout/staleness'];
    while (staleness() !== 1) await first.send({ type: 'step' });
    const taken = first.steps().at(-1) as number;
    await first.send({ type: 'close' });
    expect(first.of('checkpoint').at(-1)?.step).toBe(taken - 2);
    expect(first.store.metrics.at(-1)?.step).toBe(taken);

    const second = await opened(setting(), first.store, stale);
    expect(second.of('status').at(-1)).toMatchObject({ message: `Continues after step ${taken - 2}.` });
    await second.send({ type: 'play' });
    expect(second.store.metrics).toEqual(whole.store.metrics);
    expect(second.store.samples).toEqual(whole.store.samples);
    expect(second.store.results).toEqual(whole.store.results);
    expect(second.store.checkpoints.at(-1)).toEqual(whole.store.checkpoints.at(-1));
  });

  it('does not repeat an evaluation that is stored', async () => {
    const first = await opened();
    await first.send({ type: 'play' });
    await first.send({ type: 'close' });
    const second = await opened({}, first.store);
    expect(second.statuses()).toEqual(['opening', 'done']);
    await second.send({ type: 'play' });
    expect(second.of('evaluation')).toEqual([]);
    expect(second.statuses()).toEqual(['opening', 'done']);
  });

  it('refuses a network of another shape, and lets go of the run', async () => {
    const first = await opened();
    await first.send({ type: 'step' });
    await first.send({ type: 'close' });
    const wider = { ...experiment, model: { ...experiment.model, hidden: 64 } };
    const second = await opened({}, first.store, wider);
    expect(second.of('status').at(-1)).toEqual({
      type: 'status',
      status: 'failed',
      message:
        'The saved network has model.hidden 48, the experiment asks for 64. ' +
        'A network keeps its shape: change it back, or start a new run.',
    });
    expect(first.store).toMatchObject({ locked: false, run: { experiment } });
    expect(first.store.metrics).toHaveLength(1);
  });
});

describe('trouble', () => {
  it('fails in words on an experiment that cannot run, and takes nothing', async () => {
    const one = await opened({}, undefined, { ...experiment, workers: -3 });
    expect(one.statuses()).toEqual(['opening', 'failed']);
    expect(one.of('status').at(-1)?.message).toContain('workers');
    expect(one.store).toMatchObject({ run: null, locked: false });
  });

  it('fails in words when the engine cannot run, and lets go of the run', async () => {
    const create = () => Promise.reject(new Error('There is no graphics adapter.'));
    const one = await opened({ catalog: { machine: ONE_THREAD, create, adapter: async () => null } });
    expect(one.of('status').at(-1)?.message).toContain('There is no graphics adapter. Set the engine to "auto"');
    expect(one.store.locked).toBe(false);
  });

  it('fails in words when the engine breaks, with the last checkpoint untouched', async () => {
    const one = await opened();
    await one.send({ type: 'step' });
    one.engine.train = () => Promise.reject(new Error('The device was lost.'));
    await one.send({ type: 'play' });
    expect(one.of('status').at(-1)).toEqual({
      type: 'status',
      status: 'failed',
      message: 'The device was lost. The run is saved up to step 1; open it again to go on from there.',
    });
    expect(one.store.checkpoints.map(({ checkpoint }) => checkpoint.cursor.total)).toEqual([1]);
    expect(one.store).toMatchObject({ locked: false, closed: true });
  });

  it('fails in words when agents cannot be run at all', async () => {
    const one = await opened({
      startThread: () => {
        throw new Error('workers are forbidden here');
      },
    });
    await one.send({ type: 'play' });
    expect(one.of('status').at(-1)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('failed 3 times in a row on the same turns'),
    });
  });

  it('goes on when storage is full, and warns', async () => {
    const store = new MemoryStore();
    store.fail('appendMetrics', 'quota', 1000);
    const one = await opened({}, store);
    await one.send({ type: 'play' });
    expect(one.statuses().at(-1)).toBe('done');
    expect(one.of('warning').length).toBeGreaterThan(0);
  });

  it('goes on without storage, and warns once', async () => {
    const store = new MemoryStore();
    store.fail('getRun', 'unavailable');
    const one = await opened({}, store);
    await one.send({ type: 'play' });
    expect(one.statuses().at(-1)).toBe('done');
    expect(one.of('warning')).toHaveLength(1);
    expect(one.of('checkpoint')).toEqual([]);
  });
});

describe('a device that is lost', () => {
  const onWebgpu: Experiment = { ...experiment, engine: 'webgpu' };

  /** Engines whose device is lost by these steps, counted over all engines. */
  function losing(...steps: number[]) {
    const made: string[] = [];
    let step = 0;
    const create = async ({ option }: Candidate) => {
      made.push(option);
      const engine = new RecordingEngine(() => [3]);
      const train = engine.train.bind(engine);
      engine.train = async (...args) => {
        if (option === 'webgpu' && steps.includes(step++)) throw new DeviceLostError('it fell off');
        return train(...args);
      };
      return engine;
    };
    return { made, catalog: { machine: ONE_THREAD, create, adapter: async () => null } };
  }

  it('pauses the run with words, and the run goes on as if nothing had happened', async () => {
    const whole = await opened({ catalog: losing().catalog }, undefined, onWebgpu);
    await whole.send({ type: 'play' });
    const { catalog, made } = losing(1);
    const one = await opened({ catalog }, undefined, onWebgpu);
    await one.send({ type: 'play' });
    expect(made).toEqual(['webgpu', 'webgpu']);
    const shown = one.of('status').map(({ status, message }) => `${status} ${message}`.trim());
    expect(shown.slice(2)).toEqual([
      'running',
      'paused The graphics device was lost (it fell off). Starting it again…',
      'running',
      'done Every update is done.',
    ]);
    expect(one.of('engine')).toHaveLength(1);
    expect(one.store.metrics).toEqual(whole.store.metrics);
    expect(one.store.checkpoints).toEqual(whole.store.checkpoints);
  });

  it('twice within two minutes: WebAssembly goes on, the page and the store are told', async () => {
    const { catalog, made } = losing(0, 2);
    const one = await opened({ catalog }, undefined, onWebgpu);
    await one.send({ type: 'play' });
    expect(one.statuses().at(-1)).toBe('done');
    expect(made).toEqual(['webgpu', 'webgpu', 'wasm']);
    expect(one.of('engine').at(-1)?.reason).toBe('The graphics device was lost twice within two minutes.');
    expect(one.store.run?.engine).toBe('wasm: recording');
    expect(one.of('warning')).toEqual([]);
  });
});

it('tells what is being prepared while it is opened', async () => {
  const create = async (_: Candidate, onProgress?: CompileProgress) => {
    onProgress?.(12, 30);
    return new RecordingEngine(() => [3]);
  };
  const { of } = await opened({ catalog: { machine: ONE_THREAD, create, adapter: async () => null } });
  expect(of('status').map(({ status, message }) => `${status} ${message}`)).toEqual([
    'opening ',
    'opening Compiling shaders 12 of 30.',
    'paused ',
  ]);
});

it('shows the growing tree at most ten times a second', async () => {
  const { send, of, timer } = await opened();
  await send({ type: 'step' });
  expect(of('live-tree')).toHaveLength(2);
  timer.pass(100);
  await send({ type: 'step' });
  expect(of('live-tree').at(-1)?.tree.done).toBe(true);
});
