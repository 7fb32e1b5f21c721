/**
 * Files of recorded episodes: per episode a header, a line per step, and an end. Everything is checked before anything
 * is replayed.
 */
import * as v from 'valibot';
import { ACTIONS, AREA, ITEMS, MATERIALS, OBJECTS, VIEW_WIDTH } from '../../src/envs/crafter/rules.ts';
import { type Line, parseAs, TraceError, writtenValue } from './lines.ts';

/** Tiles across and down in the part of the world whose checksum a step's line holds. */
export const VIEW = VIEW_WIDTH;

const natural = (least: number, what: string) => v.pipe(v.number(what), v.safeInteger(what), v.minValue(least, what));
const count = natural(0, 'must be a whole number from 0 up');
const flag = v.picklist([0, 1], 'must be 0 or 1');
const number = v.number('must be a number');
const checksum = v.pipe(
  v.string('must be a checksum of 8 hexadecimal digits'),
  v.regex(/^[0-9a-f]{8}$/, 'must be a checksum of 8 hexadecimal digits'),
);
/** Larger pictures draw more random numbers than anybody waits for. */
const MOST_PIXELS = 1024;
const pixels = v.pipe(
  natural(1, `must be from 1 to ${MOST_PIXELS} pixels`),
  v.maxValue(MOST_PIXELS, `must be from 1 to ${MOST_PIXELS} pixels`),
);
const worldMap = v.pipe(
  v.string(`must be ${AREA * AREA} hexadecimal digits, one per tile`),
  v.regex(/^[0-9a-f]*$/, 'must be hexadecimal digits, one per tile'),
  v.length(AREA * AREA, `must be ${AREA * AREA} hexadecimal digits, one per tile`),
  v.check(
    (tiles) => [...tiles].every((digit) => Number.parseInt(digit, 16) < MATERIALS.length),
    `must be made of the materials 0 … ${(MATERIALS.length - 1).toString(16)}`,
  ),
);
const chunks = v.array(v.tuple([count, count, count], 'must be lists of 3 numbers'), 'must be a list of chunks');
const generator = v.tuple([natural(1, 'must be a position'), checksum], 'must be a position and a checksum');
const size = (wanted: number, what: string) => {
  const message = `must be [${wanted}, ${wanted}], the only ${what} that can be replayed`;
  return v.pipe(
    v.tuple([number, number], message),
    v.check((pair) => pair.every((edge) => edge === wanted), message),
  );
};

/** Objects as lists of eight numbers. */
const objectList = v.array(
  v.pipe(
    v.array(natural(0, 'must be a whole number from 0 up'), 'must be a list of 8 numbers'),
    v.length(8, 'must be a list of 8 numbers'),
    v.check(([type = 0]) => type > 0 && type < OBJECTS.length, 'must begin with a known type of object'),
  ),
  'must be a list of objects',
);

const headerSchema = v.object({
  v: v.literal(1, 'must be 1, the only version of the format that can be replayed'),
  seed: v.pipe(v.number('must be a whole number'), v.integer('must be a whole number')),
  episode: natural(1, 'must be a whole number from 1 up'),
  world_seed: count,
  simplex_seed: count,
  mode: v.picklist(['norender', 'render'], 'must be "norender" or "render"'),
  policy: v.pipe(v.string('must be a name'), v.nonEmpty('must be a name')),
  order: v.literal('slot', 'must be "slot": games that go by addresses in memory cannot be repeated'),
  area: size(AREA, 'size of world'),
  view: size(VIEW, 'view'),
  size: v.tuple([pixels, pixels], 'must be the width and the height of the picture'),
  length: v.nullable(natural(1, 'must be a number of steps from 1 up, or null for no limit')),
  map0: worldMap,
  objs0: objectList,
  chunks0: chunks,
  daylight0: number,
  mat0: checksum,
  obj0: checksum,
  view0: checksum,
  rng0: generator,
  img0: v.nullable(checksum),
  steps: count,
  actions: v.pipe(
    v.string('must be the actions, a digit each'),
    v.regex(/^[0-9a-g]*$/, 'must be made of the actions 0 … g'),
  ),
});

const endSchema = v.object({
  steps: count,
  done: flag,
  dead: flag,
  total_reward: number,
  achievements: v.record(v.string(), count, 'must be an object of counts'),
  map1: worldMap,
  objs1: objectList,
  chunks1: chunks,
  rng1: generator,
  slots: count,
  set_order_picks: count,
  first_set_order_pick: v.nullable(count),
});

/** The values of a step's line that all files have, in their order. */
const stepSchemas = {
  action: v.pipe(count, v.maxValue(ACTIONS.length - 1, `must be an action, 0 … ${ACTIONS.length - 1}`)),
  reward: number,
  done: flag,
  x: count,
  y: count,
  'facing dx': number,
  'facing dy': number,
  sleeping: flag,
  inventory: v.pipe(
    v.string(`must be ${ITEMS.length} digits`),
    v.regex(new RegExp(`^\\d{${ITEMS.length}}$`), `must be ${ITEMS.length} digits`),
  ),
  achievements: count,
  daylight: number,
  'material map (CRC)': checksum,
  'object list (CRC)': checksum,
  'semantic view (CRC)': checksum,
  'live objects': count,
  'generator position': count,
  hunger: number,
  thirst: number,
  fatigue: number,
  recover: number,
} as const;
type StepField = keyof typeof stepSchemas;
export const STEP_FIELDS = Object.keys(stepSchemas) as StepField[];

export interface StepTrace {
  /** By index into `STEP_FIELDS`. */
  readonly values: readonly unknown[];
  /** All objects after the step, in files that have them. */
  readonly objects: readonly (readonly number[])[] | null;
}

export interface EpisodeTrace {
  readonly header: v.InferOutput<typeof headerSchema>;
  /** The header's, however large it is. */
  readonly seed: bigint;
  readonly steps: readonly StepTrace[];
  readonly end: v.InferOutput<typeof endSchema>;
}

/** Whether a file whose first line holds this consists of episodes. */
export function beginsEpisode(value: unknown): boolean {
  return isKind(value, 'ep');
}

function isKind(value: unknown, kind: 'ep' | 'end'): boolean {
  return typeof value === 'object' && value !== null && 'k' in value && value.k === kind;
}

/** All episodes of a file. */
export function readEpisodes(lines: readonly Line[]): EpisodeTrace[] {
  const episodes: EpisodeTrace[] = [];
  for (let at = 0; at < lines.length; ) {
    const first = lines[at++] as Line;
    if (!beginsEpisode(first.value)) {
      throw new TraceError(`Line ${first.number}: here should begin an episode, with an object whose "k" is "ep".`);
    }
    const header = parseAs(headerSchema, first);
    if (header.actions.length !== header.steps) {
      throw new TraceError(
        `Line ${first.number}: "actions" has ${header.actions.length} digits for ${header.steps} steps.`,
      );
    }
    if ((header.img0 === null) === (header.mode === 'render')) {
      throw new TraceError(
        `Line ${first.number}: "img0" must be a checksum of 8 hexadecimal digits in mode "render", and null otherwise.`,
      );
    }
    const rest = lines.slice(at, at + header.steps + 1);
    if (rest.length <= header.steps) {
      throw new TraceError(`The file ends in the middle of the episode that begins in line ${first.number}.`);
    }
    const steps = rest.slice(0, -1).map((line, i) => readStep(line, header.mode, header.actions[i] as string));
    const last = rest.at(-1) as Line;
    if (!isKind(last.value, 'end')) {
      throw new TraceError(
        `Line ${last.number}: here, after ${header.steps} steps, the episode should end, with an object whose "k" is "end".`,
      );
    }
    const end = parseAs(endSchema, last);
    if (end.steps !== header.steps) {
      throw new TraceError(
        `Line ${last.number}: "steps" is ${end.steps}, but ${header.steps} in the header, line ${first.number}.`,
      );
    }
    episodes.push({ header, seed: seedOf(header.seed, first), steps, end });
    at += header.steps + 1;
  }
  return episodes;
}

/** To its last digit. */
function seedOf(seed: number, header: Line): bigint {
  const written = writtenValue(header, 'seed') ?? '';
  return BigInt(/^-?\d+$/.test(written) ? written : seed);
}

function readStep(line: Line, mode: 'norender' | 'render', action: string): StepTrace {
  const { number: place, value } = line;
  if (!Array.isArray(value)) throw new TraceError(`Line ${place} should be the list of values of a step.`);
  // Pictures have a checksum, and some files tell all objects.
  const schemas = Object.entries(mode === 'render' ? { ...stepSchemas, 'image (CRC)': checksum } : stepSchemas);
  const usual = schemas.length;
  if (value.length < usual || value.length > usual + 1) {
    throw new TraceError(
      `Line ${place}: a step of an episode in mode "${mode}" has ${usual} values; got ${value.length}.`,
    );
  }
  schemas.forEach(([field, schema], i) => {
    const result = v.safeParse(schema, value[i]);
    if (result.success) return;
    throw new TraceError(
      `Line ${place}: value ${i} (${field}) ${result.issues[0].message}; got ${JSON.stringify(value[i])}.`,
    );
  });
  if (value[0] !== Number.parseInt(action, ACTIONS.length)) {
    throw new TraceError(`Line ${place}: the action is ${value[0]}, but ${action} in the header's "actions".`);
  }
  const objects = value.length > usual ? parseAs(objectList, { ...line, value: value[usual] }) : null;
  return { values: value.slice(0, STEP_FIELDS.length), objects };
}
