/** Plays recorded episodes again and holds every value against the record: after the reset, every step, and at the end. */

import { ReferenceEpisode } from '../../src/envs/crafter/reference/episode.ts';
import { NumpyRandom } from '../../src/envs/crafter/reference/numpy-random.ts';
import { worldSeed } from '../../src/envs/crafter/reference/world-seed.ts';
import { ACHIEVEMENTS } from '../../src/envs/crafter/rules.ts';
import { checksum } from '../../src/model/checksum.ts';
import { type Difference, firstDifference, type Named, type Outcome } from './difference.ts';
import { type EpisodeTrace, STEP_FIELDS, VIEW } from './episode-file.ts';

/** Of all that is drawn for a world, the seed of its noise is first; it lies below this. */
const NOISE_SEEDS = 2 ** 31 - 1;

/** Bytes per object. */
const OBJECT = 8;

/** Replays up to the first difference. */
export function replayEpisodes(traces: readonly EpisodeTrace[]): Outcome {
  let steps = 0;
  for (const [episodes, trace] of traces.entries()) {
    const replay = new Replay(trace);
    const difference = replay.run();
    steps += replay.identicalSteps;
    if (difference) return { identical: { episode: episodes, step: steps }, difference };
  }
  return { identical: { episode: traces.length, step: steps }, difference: null };
}

class Replay {
  identicalSteps = 0;
  private readonly episode: ReferenceEpisode;
  private total = 0;
  private done = false;
  private dead = false;
  private firstPick: number | null = null;

  constructor(private readonly trace: EpisodeTrace) {
    const { header, seed } = trace;
    this.episode = new ReferenceEpisode({
      seed,
      episode: header.episode,
      length: header.length,
      picture: header.mode === 'render' ? header.size : null,
    });
  }

  run(): Difference | null {
    const { steps } = this.trace;
    const atReset = this.at('after the reset', this.resetValues());
    if (atReset) return atReset;
    for (const [i, step] of steps.entries()) {
      const difference = this.at(`step ${i + 1}`, this.stepValues(step.values, step.objects));
      if (difference) return difference;
      this.identicalSteps++;
    }
    return this.at(`at the end, after step ${steps.length}`, this.endValues());
  }

  private at(when: string, values: Iterable<Named>): Difference | null {
    const difference = firstDifference(values);
    const { seed, header } = this.trace;
    return difference && { where: `seed ${seed}, episode ${header.episode}, ${when}`, ...difference };
  }

  private *resetValues(): Iterable<Named> {
    const { header, seed } = this.trace;
    const world = worldSeed(seed, header.episode);
    yield ['world_seed', header.world_seed, world];
    yield ['simplex_seed', header.simplex_seed, new NumpyRandom(world).below(NOISE_SEEDS)];
    const { game } = this.episode;
    const { materials, objects, chunks } = game.inspect();
    yield ['map0', header.map0, digits(materials)];
    yield ['mat0', header.mat0, crc(materials)];
    yield ['objs0', header.objs0, inEights(objects)];
    yield ['obj0', header.obj0, crc(objects)];
    yield ['chunks0', header.chunks0, chunks];
    yield ['daylight0', header.daylight0, game.daylight];
    yield ['view0', header.view0, crc(this.view())];
    yield ['rng0', header.rng0, this.generator()];
  }

  /** Takes the step that the values tell, and compares. */
  private *stepValues(values: readonly unknown[], objects: readonly (readonly number[])[] | null): Iterable<Named> {
    const { game, random } = this.episode;
    const picksBefore = random.orderedPicks;
    const { reward, done, dead } = this.episode.step(Number(values[0]));
    if (random.orderedPicks > picksBefore) this.firstPick ??= game.steps;
    this.total += reward;
    this.done = done;
    this.dead = dead;
    const state = game.inspect();
    const found: Readonly<Record<(typeof STEP_FIELDS)[number], unknown>> = {
      action: values[0],
      reward,
      done: Number(done),
      x: game.x,
      y: game.y,
      'facing dx': game.facing[0],
      'facing dy': game.facing[1],
      sleeping: Number(game.sleeping),
      inventory: digits(game.inventory),
      achievements: game.achievements.reduce((mask, times, i) => (times > 0 ? mask | (1 << i) : mask), 0),
      daylight: game.daylight,
      'material map (CRC)': crc(state.materials),
      'object list (CRC)': crc(state.objects),
      'semantic view (CRC)': crc(this.view()),
      'live objects': state.objects.length / OBJECT,
      'generator position': random.position,
      hunger: state.hunger,
      thirst: state.thirst,
      fatigue: state.fatigue,
      recover: state.recover,
    };
    for (const [i, field] of STEP_FIELDS.entries()) yield [field, values[i], found[field]];
    if (objects) yield ['objects', objects, inEights(state.objects)];
  }

  private *endValues(): Iterable<Named> {
    const { end } = this.trace;
    const { game, random } = this.episode;
    const { materials, objects, chunks, slots } = game.inspect();
    yield ['done', end.done, Number(this.done)];
    yield ['dead', end.dead, Number(this.dead)];
    yield ['total_reward', end.total_reward, this.total];
    const names = new Set([...ACHIEVEMENTS, ...Object.keys(end.achievements)]);
    for (const name of names) {
      const found = game.achievements[(ACHIEVEMENTS as readonly string[]).indexOf(name)];
      yield [`achievements.${name}`, end.achievements[name], found];
    }
    yield ['map1', end.map1, digits(materials)];
    yield ['objs1', end.objs1, inEights(objects)];
    yield ['chunks1', end.chunks1, chunks];
    yield ['rng1', end.rng1, this.generator()];
    yield ['slots', end.slots, slots];
    yield ['set_order_picks', end.set_order_picks, random.orderedPicks];
    yield ['first_set_order_pick', end.first_set_order_pick, this.firstPick];
  }

  /** Position and checksum of the generator. */
  private generator(): readonly unknown[] {
    const { position, words } = this.episode.random;
    return [position, crc(littleEndian(words))];
  }

  /** What is seen on the tiles around the player, column by column. */
  private view(): Uint8Array {
    const { game } = this.episode;
    const far = (VIEW - 1) / 2;
    const view = new Uint8Array(VIEW * VIEW);
    for (let i = 0; i < view.length; i++) {
      view[i] = game.semantic(game.x - far + Math.floor(i / VIEW), game.y - far + (i % VIEW));
    }
    return view;
  }
}

function crc(bytes: Uint8Array): string {
  return checksum(bytes).toString(16).padStart(8, '0');
}

function littleEndian(words: Readonly<Uint32Array>): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * words.length));
  words.forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  return new Uint8Array(view.buffer);
}

/** Small numbers as a hexadecimal digit each. */
function digits(numbers: Readonly<Uint8Array>): string {
  return Array.from(numbers, (number) => number.toString(16)).join('');
}

function inEights(bytes: Uint8Array): number[][] {
  return Array.from({ length: bytes.length / OBJECT }, (_, i) => [...bytes.subarray(OBJECT * i, OBJECT * (i + 1))]);
}
