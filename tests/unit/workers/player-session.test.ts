/** A trained agent as a player: what it is shown, what it answers, the plans it carries, and what it refuses. */
import { beforeAll, describe, expect, it } from 'vitest';
import { crafter } from '../../../src/envs/crafter/index.ts';
import { encodePlan } from '../../../src/envs/crafter/plan-tokens.ts';
import { ACTION_WORDS, TOKEN } from '../../../src/envs/crafter/vocabulary.ts';
import { CrafterWorld } from '../../../src/envs/crafter/world.ts';
import type { Token } from '../../../src/envs/environment.ts';
import type { Engine } from '../../../src/model/engine.ts';
import { WasmEngine } from '../../../src/model/engines/wasm/engine.ts';
import { key } from '../../../src/random/index.ts';
import type { RunRecord } from '../../../src/store/types.ts';
import { type PlayerParts, PlayerSession } from '../../../src/workers/player-session.ts';
import type { PlayerCommand, PlayerEvent, PlayerPlace } from '../../../src/workers/protocol.ts';
import { crafterCheckpoint, crafterExperiment } from '../../support/crafter-run.ts';
import { RecordingEngine } from '../../support/recording-engine.ts';
import { tinyPlanningExperiment } from '../../support/tiny-planning-experiment.ts';
import { wasmKernels } from '../../support/wasm-kernels.ts';

const WOOD = encodePlan([{ goal: 'collect_wood', count: 2, direction: null }]);
const DRINK = encodePlan([{ goal: 'collect_drink', count: 1, direction: 'north' }]);
const [NOOP, LEFT, DO] = [0, 1, 5].map((action) => ACTION_WORDS.token(action)) as [Token, Token, Token];
const experiment = crafterExperiment();

type Stored = PlayerParts['store'];
const store: Stored = {
  getRun: async (id) => ({ id, experiment }) as RunRecord,
  loadCheckpoint: async () => ({ checkpoint: crafterCheckpoint(experiment, 7), skipped: [] }),
};

function player(createEngine: () => Promise<Engine>, changes: Partial<Stored> = {}) {
  const events: PlayerEvent[] = [];
  const session = new PlayerSession({
    store: { ...store, ...changes },
    createEngine,
    emit: (event) => events.push(structuredClone(event)),
  });
  let turn = 0;
  return {
    events,
    send: (command: unknown) => session.handle(structuredClone(command)),
    open: () => session.handle({ type: 'open', runId: 'r' } satisfies PlayerCommand),
    /** The answer to a question for a turn. */
    ask: async (place?: PlayerPlace) => {
      await session.handle(structuredClone({ type: 'turn', turn: ++turn, ...(place && { place }) }));
      const answer = events.at(-1);
      if (answer?.type !== 'turn') throw new Error(JSON.stringify(answer));
      expect(answer.turn).toBe(turn);
      return answer;
    },
  };
}

const begin = (seed = 7) => CrafterWorld.begin(key(seed), 100);
const placed = (world: CrafterWorld, plan: Token[] | null = null, actions: Token[] = []): PlayerPlace => ({
  world: world.snapshot(),
  actions,
  plan,
  held: false,
});

describe('an agent with a script for a network', () => {
  /** Writes `words` one completion after the other, and then waits; remembers what it was asked. */
  async function scripted(...words: Token[][]) {
    const asked: { sequence: string; tokens: readonly Token[]; state: number | undefined }[] = [];
    const engine = new RecordingEngine((tokens, { sequence, grammar }) => {
      asked.push({ sequence, tokens: [...tokens], state: grammar?.state });
      return words.shift() ?? [NOOP];
    });
    const one = player(async () => engine);
    await one.open();
    return { ...one, engine, asked };
  }

  it('says how far it has learned', async () => {
    expect((await scripted()).events).toEqual([{ type: 'opened', step: 7, remark: '' }]);
  });

  it('reads the plan that it is given, its last actions and what is to be seen', async () => {
    const { ask, asked } = await scripted([DO]);
    const world = begin();
    expect(await ask(placed(world, WOOD, [DO, NOOP, LEFT]))).toMatchObject({ action: DO, plan: null });
    expect(asked[0]?.tokens).toEqual([TOKEN.open, ...WOOD, TOKEN.close, NOOP, LEFT, ...world.observe()]);
  });

  it('goes on by itself in the world as its actions have made it', async () => {
    const { ask, asked } = await scripted([LEFT], [DO]);
    const world = begin();
    await ask(placed(world));
    const before = world.observe();
    world.act(LEFT);
    await ask();
    expect(asked[1]?.tokens).toEqual([...before, LEFT, ...world.observe()]);
  });

  it('carries the plan that it wrote, until it is put into the game with another', async () => {
    const { ask, asked, engine } = await scripted([TOKEN.open], [...DRINK, TOKEN.close], [LEFT]);
    const world = begin();
    expect(await ask(placed(world, WOOD))).toMatchObject({ action: LEFT, plan: DRINK });
    await ask();
    // Windows hold two steps; then the next one begins with what is carried.
    expect((await ask()).plan).toBeNull();
    const carried = [TOKEN.open, ...DRINK, TOKEN.close];
    expect(asked.at(-1)?.tokens.slice(0, carried.length)).toEqual(carried);
    const former = asked.at(-1)?.sequence;
    await ask(placed(world, WOOD));
    expect(asked.at(-1)?.tokens.slice(1, 1 + WOOD.length)).toEqual(WOOD);
    expect(engine.released).toContain(former);
    expect(asked.at(-1)?.sequence).not.toBe(former);
  });

  it('keeps a plan that it has to hold: it is not even asked whether it would write another', async () => {
    const { ask, asked } = await scripted([LEFT], [DO], [NOOP]);
    const world = begin();
    const place = { ...placed(world, WOOD), held: true };
    expect(await ask(place)).toMatchObject({ action: LEFT, plan: null });
    expect(await ask()).toMatchObject({ action: DO, plan: null });
    expect(await ask()).toMatchObject({ action: NOOP, plan: null });
    expect(asked.at(-1)?.tokens.slice(1, 1 + WOOD.length)).toEqual(WOOD);
    const { grammar } = crafter.words({});
    expect(asked.map(({ state }) => state)).toEqual([grammar.act, grammar.act, grammar.act]);
  });

  it('shows the plan that it carries where that is not the one it wrote', async () => {
    const random = crafterExperiment({ agent: { ...experiment.agent, content: 'random' } });
    const words = [[TOKEN.open], [...DRINK, TOKEN.close], [LEFT]];
    const engine = new RecordingEngine(() => words.shift() ?? [NOOP]);
    const one = player(async () => engine, { getRun: async (id) => ({ id, experiment: random }) as RunRecord });
    await one.open();
    const { plan } = await one.ask(placed(begin()));
    expect(plan).not.toBeNull();
    expect(plan).not.toEqual(DRINK);
  });
});

describe('what it refuses, in words, and then it is over', () => {
  const engine = async () => new RecordingEngine(() => [NOOP]);
  const failing = async (one: ReturnType<typeof player>, command: unknown) => {
    await one.send(command);
    const last = one.events.at(-1);
    expect(last?.type).toBe('failed');
    const { length } = one.events;
    await one.send({ type: 'turn', turn: 9, place: placed(begin()) });
    expect(one.events).toHaveLength(length);
    return last?.type === 'failed' ? last.message : '';
  };
  const open = { type: 'open', runId: 'r' };

  it('a run that is gone, plays something else, or has nothing saved', async () => {
    expect(await failing(player(engine, { getRun: async () => null }), open)).toContain('not in the library any more');
    const mazes = { id: 'r', experiment: tinyPlanningExperiment() } as RunRecord;
    expect(await failing(player(engine, { getRun: async () => mazes }), open)).toContain('do not play Crafter');
    const empty = async () => ({ checkpoint: null, skipped: [] });
    expect(await failing(player(engine, { loadCheckpoint: empty }), open)).toContain('Nothing of it is saved.');
    const broken = async () => ({ checkpoint: null, skipped: [{ step: 3, reason: 'It is torn.' }] });
    expect(await failing(player(engine, { loadCheckpoint: broken }), open)).toContain('It is torn.');
  });

  it('a network that reads other words', async () => {
    const checkpoint = crafterCheckpoint(experiment, 7);
    const other = {
      ...checkpoint,
      model: { ...checkpoint.model, config: { ...checkpoint.model.config, vocabulary: 9 } },
    };
    const loadCheckpoint = async () => ({ checkpoint: other, skipped: [] });
    expect(await failing(player(engine, { loadCheckpoint }), open)).toContain('This agent knows 9 words');
  });

  it('an engine that cannot run here', async () => {
    const none = () => Promise.reject(new Error('This browser has no WebAssembly SIMD.'));
    expect(await failing(player(none), open)).toBe('This browser has no WebAssembly SIMD.');
  });

  it('turns before it is open and before it is in a game', async () => {
    expect(await failing(player(engine), { type: 'turn', turn: 1 })).toContain('has to be opened');
    const one = player(engine);
    await one.open();
    expect(await failing(one, { type: 'turn', turn: 1 })).toContain('has to be told where the game stands');
    const two = player(engine);
    await two.open();
    expect(await failing(two, open)).toContain('opened already');
  });

  it.each([
    ['type', { type: 'dance' }],
    ['all of it', null],
    ['runId', { type: 'open', runId: '' }],
    ['place.plan', { type: 'turn', turn: 1, place: placed(begin(), [LEFT]) }],
    ['place.actions.0', { type: 'turn', turn: 1, place: placed(begin(), null, [TOKEN.open]) }],
    ['place.world.game', { type: 'turn', turn: 1, place: { ...placed(begin()), world: { episode: [1, 2] } } }],
  ])('what it cannot read: %s', async (where, command) => {
    const one = player(engine);
    expect(await failing(one, command)).toBe(`The trained agent was sent something that it cannot read: ${where}.`);
  });
});

describe('an agent with a network', () => {
  let kernels: WebAssembly.Module;
  beforeAll(async () => {
    kernels = await wasmKernels();
  });

  /** Ten turns in the world of that seed; at the fifth it is given a plan. */
  async function play(seed: number, plan: Token[] | null) {
    const one = player(async () => WasmEngine.create(kernels));
    await one.open();
    const world = begin(seed);
    const actions: Token[] = [];
    const turns: unknown[] = [];
    for (let i = 0; i < 10; i++) {
      const again = i === 0 || (i === 5 && plan);
      const { action, plan: written } = await one.ask(again ? placed(world, i ? plan : null, actions) : undefined);
      world.act(action);
      actions.push(action);
      turns.push([action, written]);
    }
    return turns;
  }

  it('plays the same for the same world and plans, and otherwise for others', async () => {
    const [once, again, otherPlan, otherWorld] = await Promise.all([
      play(7, WOOD),
      play(7, WOOD),
      play(7, DRINK),
      play(8, WOOD),
    ]);
    expect(again).toEqual(once);
    expect(otherPlan.slice(0, 5)).toEqual(once.slice(0, 5));
    expect(otherPlan).not.toEqual(once);
    expect(otherWorld).not.toEqual(once);
  });
});
