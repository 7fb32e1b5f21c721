/** Who plays: a person is waited for, a script answers at once. */
import { describe, expect, it } from 'vitest';
import { decodePlan, encodePlan } from '../../../../src/envs/crafter/plan-tokens.ts';
import { ACTIONS } from '../../../../src/envs/crafter/rules.ts';
import { ACTION_WORDS } from '../../../../src/envs/crafter/vocabulary.ts';
import { CrafterWorld } from '../../../../src/envs/crafter/world.ts';
import { key } from '../../../../src/random/index.ts';
import { Person, Scripted } from '../../../../src/ui/steer/driver.ts';

const [NOOP, LEFT, DO] = [0, 1, ACTIONS.indexOf('do')] as const;

describe('a person', () => {
  it('is waited for', () => {
    expect(new Person().turn()).toBeNull();
  });

  it('acts once for a press', () => {
    const person = new Person();
    person.press(DO);
    expect(person.turn()).toEqual({ action: DO, plan: null });
    expect(person.turn()).toBeNull();
  });

  it('goes on while a key is held, and stops when it is released', () => {
    const person = new Person();
    person.press(LEFT, true);
    expect([person.turn(), person.turn()].map((turn) => turn?.action)).toEqual([LEFT, LEFT]);
    expect(person.holds).toBe(true);
    person.release(DO);
    expect(person.turn()?.action).toBe(LEFT);
    person.release(LEFT);
    expect(person.turn()).toBeNull();
  });

  it('may press something else while holding', () => {
    const person = new Person();
    person.press(LEFT, true);
    person.turn();
    person.press(DO);
    expect([person.turn(), person.turn()].map((turn) => turn?.action)).toEqual([DO, LEFT]);
  });

  it('lets time pass when asked to', () => {
    const person = new Person();
    person.impatient = true;
    expect(person.turn()?.action).toBe(NOOP);
    person.press(DO, true);
    person.releaseAll();
    expect(person.turn()?.action).toBe(NOOP);
  });
});

describe('a script', () => {
  it('always has a turn, and it is an action', () => {
    const script = new Scripted();
    const world = CrafterWorld.begin(key(2), 100);
    const { action } = script.turn(world);
    expect(ACTIONS[action]).toBeDefined();
  });

  it('tells what it is about now and then, and at once when it is told something', () => {
    const script = new Scripted();
    const world = CrafterWorld.begin(key(2), 1000);
    const told: number[] = [];
    const go = (steps: number) => {
      for (let i = 0; i < steps; i++) {
        const { action, plan } = script.turn(world);
        if (plan) {
          expect(decodePlan(plan).length).toBeGreaterThan(0);
          told.push(world.scene.steps);
        }
        world.act(ACTION_WORDS.token(action));
      }
    };
    go(25);
    script.instruct(encodePlan([{ goal: 'collect_wood', count: 2, direction: null }]));
    go(1);
    expect(told).toEqual([0, 10, 20, 25]);
  });
});
