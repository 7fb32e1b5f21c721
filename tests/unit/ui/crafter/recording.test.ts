/** A recording gives every step back as it was, in any order, and what had been seen by then. */
import { describe, expect, it } from 'vitest';
import type { Game, GameState } from '../../../../src/envs/crafter/game.ts';
import { ACTIONS, AREA } from '../../../../src/envs/crafter/rules.ts';
import { ACTION_WORDS } from '../../../../src/envs/crafter/vocabulary.ts';
import { CrafterWorld } from '../../../../src/envs/crafter/world.ts';
import { key } from '../../../../src/random/index.ts';
import { Explored } from '../../../../src/ui/crafter/explored.ts';
import type { Moment } from '../../../../src/ui/crafter/moment.ts';
import { Playback } from '../../../../src/ui/crafter/playback.ts';
import { Recording } from '../../../../src/ui/crafter/recording.ts';

const STEPS = 260;
const seen = (explored: Explored) => explored.materials.filter((material) => material > 0).length;

/** A number that any change of a state changes. */
function digest(state: GameState): number {
  let hash = 0;
  for (const part of Object.values(state)) for (const number of part) hash = (Math.imul(hash, 31) + number) | 0;
  return hash;
}

/** Plays a walk of many turns; `states` is what the world was after every step. */
function played() {
  const world = CrafterWorld.begin(key(5), 10_000);
  const explored = new Explored();
  explored.see(world.scene);
  const recording = new Recording(world, explored);
  const states = [{ game: digest(world.snapshot().game), seen: seen(explored) }];
  for (let step = 0; step < STEPS; step++) {
    const action = step % 3 === 2 ? ACTIONS.indexOf('do') : 1 + ((step >> 4) % 4);
    world.act(ACTION_WORDS.token(action));
    explored.see(world.scene);
    recording.push(action, world, explored);
    states.push({ game: digest(world.snapshot().game), seen: seen(explored) });
  }
  return { recording, states };
}

const { recording, states } = played();
const stateOf = ({ scene, explored }: Moment) => ({ game: digest((scene as Game).snapshot()), seen: seen(explored) });

describe('Explored', () => {
  it('knows the nine by seven tiles around the player, and forgets nothing', () => {
    expect(states[0]?.seen).toBe(63);
    states.forEach((state, i) => {
      expect(state.seen).toBeGreaterThanOrEqual(states[i - 1]?.seen ?? 0);
    });
    expect(states.at(-1)?.seen).toBeGreaterThan(63);
  });

  it('stops at the edge of the world', () => {
    const explored = new Explored();
    const { scene } = CrafterWorld.begin(key(1), 10);
    explored.see({ ...scene, x: 0, y: AREA - 1, material: (x, y) => scene.material(x, y) });
    expect(seen(explored)).toBe(5 * 4);
  });
});

describe('Recording', () => {
  it('shows every step in order', () => {
    const projector = recording.project();
    for (let step = 0; step <= STEPS; step++) expect(stateOf(projector.at(step))).toEqual(states[step]);
  });

  it('shows any step after any other', () => {
    const projector = recording.project();
    for (let i = 0; i < 40; i++) {
      const step = (i * 97) % (STEPS + 1);
      expect(stateOf(projector.at(step))).toEqual(states[step]);
    }
  });

  it('goes no further than it was recorded', () => {
    const projector = recording.project();
    expect(projector.at(10_000).scene.steps).toBe(STEPS);
    expect(projector.at(-3).scene.steps).toBe(0);
    expect(recording.length).toBe(STEPS);
  });

  it('may be looked at by several at once', () => {
    const [one, other] = [recording.project(), recording.project()];
    one.at(200);
    expect(stateOf(other.at(30))).toEqual(states[30]);
    expect(stateOf(one.at(201))).toEqual(states[201]);
  });
});

describe('Playback', () => {
  it('plays at its pace, and pauses at the end', () => {
    const playback = new Playback(recording, 60);
    playback.play();
    for (let now = 0; now < 1000; now += 1000 / 60) playback.tick(now);
    expect(playback.step.value).toBeGreaterThan(55);
    expect(playback.moment.value.scene.steps).toBe(playback.step.value);
    expect(playback.playing.value).toBe(true);
    for (let now = 1000; now < 6000; now += 1000 / 60) playback.tick(now);
    expect(playback.step.value).toBe(STEPS);
    expect(playback.playing.value).toBe(false);
    playback.play();
    expect(playback.step.value).toBe(0);
  });

  it('stands still while it is paused', () => {
    const playback = new Playback(recording, 60);
    playback.seek(12);
    playback.tick(0);
    playback.tick(5000);
    expect(playback.step.value).toBe(12);
    playback.seek(12.4);
    expect(playback.step.value).toBe(12);
  });
});
