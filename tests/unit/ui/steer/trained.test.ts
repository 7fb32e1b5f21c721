/** A trained agent as a driver: asked in time, told where the game stands when it has to be, and let go. */
import { describe, expect, it } from 'vitest';
import { encodePlan } from '../../../../src/envs/crafter/plan-tokens.ts';
import { ACTION_WORDS } from '../../../../src/envs/crafter/vocabulary.ts';
import { CrafterWorld } from '../../../../src/envs/crafter/world.ts';
import { key } from '../../../../src/random/index.ts';
import { Trained } from '../../../../src/ui/steer/trained.ts';
import { PlayerClient } from '../../../../src/workers/player-client.ts';
import type { PlayerCommand, PlayerEvent } from '../../../../src/workers/protocol.ts';

const WOOD = encodePlan([{ goal: 'collect_wood', count: 2, direction: null }]);
const DRINK = encodePlan([{ goal: 'collect_drink', count: 1, direction: null }]);

function setUp(run: string | null = 'run') {
  const workers: { hear: (event: PlayerEvent) => void; sent: PlayerCommand[]; disposed: boolean }[] = [];
  const agent = new Trained((hear) => {
    const worker = { hear, sent: [] as PlayerCommand[], disposed: false };
    workers.push(worker);
    return {
      send: (command) => worker.sent.push(command),
      dispose: () => {
        worker.disposed = true;
      },
    };
  });
  if (run !== null) agent.choose(run);
  const world = CrafterWorld.begin(key(7), 100);
  const last = () => workers.at(-1)?.sent.at(-1);
  /** The worker answers its latest question. */
  const answer = (action: number, plan: number[] | null = null) => {
    const asked = last();
    if (asked?.type !== 'turn') throw new Error('It was not asked.');
    workers.at(-1)?.hear({ type: 'turn', turn: asked.turn, action: ACTION_WORDS.token(action), plan });
  };
  return { agent, world, workers, last, answer };
}

describe('a trained agent', () => {
  it('has no turn while no run is chosen', () => {
    const { agent, world, workers } = setUp(null);
    expect(agent.turn(world)).toBeNull();
    expect(workers).toHaveLength(0);
  });

  it('is opened with the first question and asked once until it answers', () => {
    const { agent, world, workers, answer } = setUp();
    expect([agent.turn(world), agent.turn(world)]).toEqual([null, null]);
    expect(agent.state.value).toEqual({ kind: 'opening' });
    expect(workers[0]?.sent).toEqual([
      { type: 'open', runId: 'run' },
      { type: 'turn', turn: 1, place: { world: world.snapshot(), actions: [], plan: null, held: false } },
    ]);
    workers[0]?.hear({ type: 'opened', step: 12, remark: '' });
    expect(agent.state.value).toEqual({ kind: 'playing', step: 12, remark: '' });
    answer(5, DRINK);
    expect(agent.turn(world)).toEqual({ action: 5, plan: DRINK });
  });

  it('thinks one step ahead, without being told where the game stands', () => {
    const { agent, world, last, answer } = setUp();
    agent.turn(world);
    answer(1);
    agent.turn(world);
    expect(last()).toEqual({ type: 'turn', turn: 2 });
  });

  it('is put into the game anew, with its plan and the last actions, when another hand was at the keys', () => {
    const { agent, world, last, answer } = setUp();
    agent.turn(world);
    answer(1, DRINK);
    agent.turn(world);
    world.act(ACTION_WORDS.token(1));
    world.act(ACTION_WORDS.token(2));
    agent.watch(world, 2);
    expect(agent.turn(world)).toBeNull();
    const actions = [1, 2].map((action) => ACTION_WORDS.token(action));
    expect(last()).toEqual({
      type: 'turn',
      turn: 3,
      place: { world: world.snapshot(), actions, plan: DRINK, held: false },
    });
  });

  it('drops an answer to a question that is out of date', () => {
    const { agent, world, workers } = setUp();
    agent.turn(world);
    agent.instruct(WOOD);
    workers[0]?.hear({ type: 'turn', turn: 1, action: ACTION_WORDS.token(4), plan: null });
    expect(agent.turn(world)).toBeNull();
    expect(workers[0]?.sent.at(-1)).toMatchObject({ turn: 2, place: { plan: WOOD, held: true } });
    workers[0]?.hear({ type: 'turn', turn: 1, action: ACTION_WORDS.token(4), plan: null });
    expect(agent.turn(world)).toBeNull();
  });

  it('keeps a plan that a person gives until it is told that there is none any more', () => {
    const { agent, world, last } = setUp();
    agent.instruct(WOOD);
    agent.turn(world);
    expect(last()).toMatchObject({ place: { plan: WOOD, held: true } });
    agent.instruct(null);
    agent.turn(world);
    expect(last()).toMatchObject({ place: { plan: null, held: false } });
  });

  it('gives its worker back when it rests, and is opened again with the plan that it carried', () => {
    const { agent, world, workers, answer } = setUp();
    agent.turn(world);
    answer(1, DRINK);
    agent.turn(world);
    agent.rest();
    expect(workers[0]?.disposed).toBe(true);
    expect(agent.state.value.kind).toBe('resting');
    agent.turn(world);
    expect(workers).toHaveLength(2);
    expect(workers[1]?.sent.at(-1)).toMatchObject({ type: 'turn', place: { plan: DRINK } });
  });

  it('stands still when it fails, until it is chosen again', () => {
    const { agent, world, workers } = setUp();
    agent.turn(world);
    workers[0]?.hear({ type: 'failed', message: 'It is gone.' });
    expect(agent.state.value).toEqual({ kind: 'failed', message: 'It is gone.' });
    agent.rest();
    expect(agent.turn(world)).toBeNull();
    expect(workers).toHaveLength(1);
    agent.choose('other');
    agent.turn(world);
    expect(workers[1]?.sent[0]).toEqual({ type: 'open', runId: 'other' });
  });

  it('says so when its worker cannot be started', () => {
    const agent = new Trained((hear) => {
      const refuse = () => {
        throw new Error('no more threads');
      };
      return new PlayerClient(hear, refuse);
    });
    agent.choose('run');
    expect(agent.turn(CrafterWorld.begin(key(7), 100))).toBeNull();
    expect(agent.state.value).toMatchObject({ kind: 'failed', message: expect.stringContaining('no more threads') });
  });

  it('remembers as many actions as any agent reads', () => {
    const { agent, world, workers } = setUp();
    for (let i = 0; i < 100; i++) agent.watch(world, i % 3);
    agent.turn(world);
    const asked = workers[0]?.sent.at(-1);
    expect(asked?.type === 'turn' && asked.place?.actions).toHaveLength(64);
  });
});
