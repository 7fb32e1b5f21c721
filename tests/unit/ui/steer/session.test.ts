/** A steered game: drivers in turns, plans that are given and followed, what has happened, and the end. */
import { describe, expect, it } from 'vitest';
import { decodePlan, encodePlan } from '../../../../src/envs/crafter/plan-tokens.ts';
import { ACHIEVEMENTS, ACTIONS, type ActionName } from '../../../../src/envs/crafter/rules.ts';
import type { Token } from '../../../../src/envs/environment.ts';
import type { Driver, Turn } from '../../../../src/ui/steer/driver.ts';
import { beginAgain, forgetGame, gameOf, type Offer, SteerGame, YOU } from '../../../../src/ui/steer/game.ts';
import { FIRST_SEED } from '../../../../src/ui/steer/seeds.ts';
import { SteerSession } from '../../../../src/ui/steer/session.ts';

const WOOD = encodePlan([{ goal: 'collect_wood', count: 1, direction: null }]);
const DRINK = encodePlan([{ goal: 'collect_drink', count: 1, direction: null }]);
const id = (name: ActionName) => ACTIONS.indexOf(name);

/** A driver that does as it is told, and remembers what it heard. */
class Puppet implements Driver {
  readonly heard: (readonly Token[] | null)[] = [];
  watched = 0;
  rested = 0;
  readonly turns: (Turn | null)[] = [];

  will(...actions: ActionName[]): this {
    this.turns.push(...actions.map((name) => ({ action: id(name), plan: null })));
    return this;
  }

  turn(): Turn | null {
    return this.turns.shift() ?? null;
  }

  watch(): void {
    this.watched++;
  }

  instruct(plan: readonly Token[] | null): void {
    this.heard.push(plan);
  }

  rest(): void {
    this.rested++;
  }
}

function setUp(length?: number) {
  const [one, two] = [new Puppet(), new Puppet()];
  const drivers = new Map<string, Driver>([
    ['one', one],
    ['two', two],
  ]);
  return { one, two, session: new SteerSession(7, drivers, 'one', length) };
}

/** Turns of a driver that go to the nearest tree of world 7 and chop it. */
function chop(session: SteerSession, puppet: Puppet): void {
  const { scene } = session.moment.peek();
  const ways: [ActionName, number, number][] = [
    ['move_up', 0, -1],
    ['move_right', 1, 0],
    ['move_left', -1, 0],
    ['move_down', 0, 1],
  ];
  for (let distance = 1; distance < 20; distance++) {
    for (const [move, dx, dy] of ways) {
      if (scene.material(scene.x + dx * distance, scene.y + dy * distance) !== 6) continue;
      puppet.will(...Array.from({ length: distance }, () => move), 'do');
      while (session.advance());
      return;
    }
  }
  throw new Error('There is no tree in a straight line.');
}

describe('taking turns', () => {
  it('begins with the first driver, and waits while it has no turn', () => {
    const { session, one } = setUp();
    expect(session.driver.value).toBe('one');
    expect(session.advance()).toBe(false);
    one.will('move_left');
    expect(session.advance()).toBe(true);
    expect(session.moment.value.scene.steps).toBe(1);
    expect(session.recording.length).toBe(1);
  });

  it('asks only who plays, and lets the others watch', () => {
    const { session, one, two } = setUp();
    one.will('noop');
    two.will('noop', 'noop');
    session.advance();
    session.handTo('two');
    session.advance();
    session.advance();
    expect([one.watched, two.watched]).toEqual([2, 1]);
    expect(session.log.value).toEqual([{ kind: 'driver', driver: 'two', step: 1 }]);
  });

  it('needs somebody who plays', () => {
    expect(() => new SteerSession(1, new Map(), 'one')).toThrow('A game needs somebody who plays it.');
    expect(() => new SteerSession(-1, new Map([['one', new Puppet()]]), 'one')).toThrow(RangeError);
  });

  it('tells the page when it is asked to', () => {
    const { session, one } = setUp();
    const before = session.moment.value;
    one.will('noop');
    session.advance();
    expect(session.moment.value).toBe(before);
    session.publish();
    expect(session.moment.value).not.toBe(before);
  });
});

describe('plans', () => {
  it('are given to who plays, and tracked', () => {
    const { session, one } = setUp();
    session.givePlan(WOOD);
    expect(one.heard).toEqual([WOOD]);
    expect(session.plan.value).toMatchObject({ given: true, since: 0, progress: { reached: [false], followed: null } });
    chop(session, one);
    expect(session.plan.value?.progress).toEqual({ reached: [true], followed: true });
    expect(session.log.value.map(({ kind }) => kind)).toEqual(['plan', 'achievement', 'plan-done']);
    expect(one.heard).toEqual([WOOD, null]);
  });

  it('are known not to have been followed when something else came first', () => {
    const { session, one } = setUp();
    session.givePlan(DRINK);
    chop(session, one);
    expect(session.plan.value?.progress).toEqual({ reached: [false], followed: false });
  });

  it('go along when another driver takes over', () => {
    const { session, two } = setUp();
    session.givePlan(WOOD);
    session.handTo('two');
    expect(two.heard).toEqual([WOOD]);
    session.takePlanBack();
    expect(two.heard).toEqual([WOOD, null]);
    expect(session.plan.value).toBeNull();
    expect(session.log.value.map(({ kind }) => kind)).toEqual(['plan', 'driver', 'plan-taken-back']);
  });

  it('begin anew with another driver, who starts on them where the game stands', () => {
    const { session, one } = setUp();
    session.givePlan(encodePlan([...decodePlan(WOOD), ...decodePlan(DRINK)]));
    chop(session, one);
    const { steps } = session.moment.peek().scene;
    expect(session.plan.value).toMatchObject({ since: 0, progress: { reached: [true, false] } });
    session.handTo('two');
    expect(session.plan.value).toMatchObject({ since: steps, given: true, progress: { reached: [false, false] } });
  });

  it('of a driver itself are shown, but never instead of one that a person gave', () => {
    const { session, one, two } = setUp();
    one.turns.push({ action: id('noop'), plan: DRINK });
    session.advance();
    expect(session.plan.value).toMatchObject({ plan: DRINK, given: false });
    session.givePlan(WOOD);
    one.turns.push({ action: id('noop'), plan: DRINK });
    session.advance();
    expect(decodePlan(session.plan.value?.plan ?? [])[0]?.goal).toBe('collect_wood');
    session.handTo('two');
    expect(session.plan.value?.plan).toBe(WOOD);
    session.takePlanBack();
    two.turns.push({ action: id('noop'), plan: DRINK });
    session.advance();
    session.takePlanBack();
    expect(session.plan.value?.plan).toBe(DRINK);
    session.handTo('one');
    expect(session.plan.value).toBeNull();
    expect(session.log.value.map(({ kind }) => kind)).toEqual(['plan', 'driver', 'plan-taken-back', 'driver']);
  });

  it('stay in view for a while when they are done', () => {
    const { session, one } = setUp();
    session.givePlan(WOOD);
    chop(session, one);
    const telling = () => {
      one.turns.push({ action: id('noop'), plan: DRINK });
      session.advance();
      return session.plan.value?.plan;
    };
    expect(telling()).toBe(WOOD);
    for (let i = 0; i < 25; i++) one.will('noop');
    while (session.advance());
    expect(telling()).toBe(DRINK);
  });
});

describe('what has happened', () => {
  it('notes every achievement once, with its step', () => {
    const { session, one } = setUp();
    chop(session, one);
    chop(session, one);
    const found = session.log.value.filter(({ kind }) => kind === 'achievement');
    expect(found).toEqual([
      { kind: 'achievement', achievement: ACHIEVEMENTS.indexOf('collect_wood'), step: expect.any(Number) },
    ]);
    expect(session.reward).toBeCloseTo(1);
  });

  it('ends with the time of the episode, and no step after', () => {
    const { session, one } = setUp(10);
    one.will(...Array.from({ length: 12 }, () => 'noop' as const));
    for (let i = 0; i < 12; i++) session.advance();
    expect(session.moment.value.scene.steps).toBe(10);
    expect(session.end.value).toEqual({ ending: 'time', driver: 'one' });
    expect(session.log.value.at(-1)).toEqual({ kind: 'end', ending: 'time', driver: 'one', step: 10 });
    expect(session.advance()).toBe(false);
  });

  it('stays as it ended: nobody takes over any more, and no plan is given', () => {
    const { session, one, two } = setUp(1);
    one.will('noop');
    session.givePlan(WOOD);
    session.advance();
    const { length } = session.log.value;
    session.handTo('two');
    session.takePlanBack();
    session.givePlan(DRINK);
    expect(session.driver.value).toBe('one');
    expect(session.plan.value?.plan).toBe(WOOD);
    expect([one.heard, two.heard]).toEqual([[WOOD], []]);
    expect(session.log.value).toHaveLength(length);
  });
});

/** Offers a puppet, and puppets in the games after. */
const offer = (id: string, driver: Driver): Offer => ({
  id,
  label: `The ${id}`,
  driver,
  anew: () => offer(id, new Puppet()),
});

describe('the game on the screen', () => {
  const make = () => {
    const script = new Puppet();
    return { script, game: new SteerGame(7, [offer('script', script)]) };
  };

  it('begins with the script, standing still', () => {
    const { game } = make();
    expect(game.session.driver.value).toBe('script');
    expect(game.running.value).toBe(false);
  });

  it('waits for a person who takes over, and goes on when they hand back', () => {
    const { game, script } = make();
    game.play();
    game.handTo(YOU);
    expect(game.playing.value).toBe(false);
    game.press(id('move_left'), false);
    expect(game.session.recording.length).toBe(1);
    game.handBack();
    expect(game.session.driver.value).toBe('script');
    expect(game.playing.value).toBe(true);
    game.press(id('move_left'), false);
    expect(game.session.recording.length).toBe(1);
    script.will('noop');
    game.tick(0);
    game.tick(1000);
    expect(game.session.recording.length).toBe(2);
  });

  it('hands back to whoever played before the person, who alone is kept ready', () => {
    const [script, agent] = [new Puppet(), new Puppet()];
    const game = new SteerGame(7, [offer('script', script), offer('agent', agent)]);
    game.handTo('agent');
    expect([script.rested, agent.rested]).toEqual([1, 0]);
    game.handTo(YOU);
    game.handBack();
    expect(game.session.driver.value).toBe('agent');
    expect(agent.rested).toBe(0);
    game.leave();
    expect(game.running.value).toBe(false);
    expect(agent.rested).toBe(1);
  });

  it('runs on, or stands as it stood, when another player is chosen', () => {
    const game = new SteerGame(7, [offer('script', new Puppet()), offer('agent', new Puppet())]);
    game.handTo('agent');
    expect(game.running.value).toBe(false);
    game.play();
    game.handTo('script');
    expect(game.playing.value).toBe(true);
    game.pause();
    game.stepOnce();
    game.handTo('agent');
    expect(game.running.value).toBe(false);
  });

  it('goes to another world as it was set up', () => {
    const game = new SteerGame(7, [offer('script', new Puppet()), offer('agent', new Puppet())]);
    game.handTo('agent');
    game.handTo(YOU);
    game.press(id('noop'), false);
    game.pacer.speed.value = 30;
    game.draft.value = 'collect wood';
    const next = game.anew(8);
    expect(next.session.seed).toBe(8);
    expect(next.session.recording.length).toBe(0);
    expect(next.session.log.value).toEqual([]);
    expect(next.pacer.speed.value).toBe(30);
    expect(next.draft.value).toBe('collect wood');
    expect(next.session.driver.value).toBe(YOU);
    expect(next.players.map(({ label }) => label)).toEqual(['The script', 'The agent', 'You']);
    expect(next.players[0]?.driver).not.toBe(game.players[0]?.driver);
    next.handBack();
    expect(next.session.driver.value).toBe('agent');
  });

  it('is the one that there is, until another world is asked for', () => {
    const others = () => [offer('script', new Puppet())];
    expect(gameOf(null, others).session.seed).toBe(FIRST_SEED);
    const game = gameOf(1234, others);
    expect(gameOf(null, others) === game).toBe(true);
    expect(gameOf(1234, others) === game).toBe(true);
    beginAgain();
    expect(gameOf(null, others) === game).toBe(false);
    expect(gameOf(null, others).session.seed).toBe(1234);
    forgetGame();
  });

  it('makes a single step as soon as the driver has one, and no more', () => {
    const { game, script } = make();
    game.stepOnce();
    game.tick(0);
    expect(game.running.value).toBe(true);
    script.will('noop', 'noop');
    game.tick(1);
    expect(game.session.recording.length).toBe(1);
    expect(game.running.value).toBe(false);
    game.stepOnce();
    game.stepOnce();
    game.pause();
    expect(game.running.value).toBe(false);
  });

  it('repeats what is held at its pace', () => {
    const { game } = make();
    game.handTo(YOU);
    game.press(id('noop'), true);
    expect(game.running.value).toBe(true);
    for (let now = 0; now <= 1000; now += 20) game.tick(now);
    expect(game.session.recording.length).toBe(1 + 8);
    game.release(id('noop'));
    expect(game.running.value).toBe(false);
  });

  it('lets a step pass without a person’s doing', () => {
    const { game } = make();
    game.handTo(YOU);
    game.stepOnce();
    expect(game.session.recording.length).toBe(1);
    game.tick(0);
    game.tick(10_000);
    expect(game.session.recording.length).toBe(1);
  });

  it('shows the episode again, and comes back', () => {
    const { game } = make();
    game.handTo(YOU);
    for (let i = 0; i < 5; i++) game.press(id('move_down'), false);
    game.watchAgain();
    expect(game.playback.value?.length).toBe(5);
    expect(game.playback.value?.playing.value).toBe(true);
    game.leave();
    expect(game.playback.value?.playing.value).toBe(false);
    game.stopWatching();
    expect(game.playback.value).toBeNull();
    expect(game.session.moment.value.scene.steps).toBe(5);
  });
});
