/**
 * Conducts one case: starts its contestants, lets them take turns, and boils their samples down to figures. Knows no
 * browser: a host opens sessions, and a session answers questions.
 */
import { decodeFlops, trainFlops } from './flops.mjs';
import { spread } from './statistics.mjs';

/** @typedef {import('./cases.mjs').BenchCase} BenchCase */
/** @typedef {import('./contestants.mjs').Entrant} Entrant */
/** @typedef {import('./host.mjs').Host} Host */
/** @typedef {import('./host.mjs').Session} Session */
/** @typedef {import('./page/protocol.ts').Sample} Sample */
/** @typedef {import('./page/protocol.ts').Started} Started */
/** @typedef {import('./schema.mjs').Measured} Measured */
/** @typedef {import('./schema.mjs').Absent} Absent */
/** @typedef {import('./schema.mjs').Figures} Figures */

/**
 * @typedef {object} Settings
 * @property {number} rounds Turns of each contestant.
 * @property {number} milliseconds Of train steps per turn, but always one step.
 * @property {number} budget Seconds that a step may be expected to take; a contestant that exceeds it sits out.
 */

/** Most train steps of one turn. */
const MOST_STEPS = 30;
/** A named case is warmed up for at most so many turns' time, so that its JavaScript is measured as it is later on. */
const WARM_UP_TURNS = 25;
/** A contestant gets fewer turns than the others when its samples would take more seconds than this altogether. */
const PATIENCE = 10;
/** Losses of the given parameters may differ by this. */
const LOSS_TOLERANCE = 1e-3;
/** Losses after steps of Adam, which amplifies differences, by this part. */
const DRIFT_TOLERANCE = 2e-2;
/** Part of the greedily written tokens that must agree; near ties may fall either way. */
const GREEDY_AGREEMENT = 0.97;

/** What is known of a contestant's speed from cases before: the arithmetic of a step, its milliseconds, and where. */
export class Speeds {
  /** @type {Map<string, { flops: number, milliseconds: number, title: string }[]>} */
  #known = new Map();

  /**
   * @param {string} contestant
   * @param {BenchCase} bench
   * @param {number} milliseconds
   */
  add(contestant, bench, milliseconds) {
    if (!bench.batch) return;
    const flops = trainFlops(bench.model, bench.batch);
    const list = this.#known.get(contestant) ?? [];
    list.push({ flops, milliseconds, title: bench.title });
    this.#known.set(contestant, list);
  }

  /**
   * Milliseconds that a step is expected to take, in proportion to the known case that is nearest in size; null when
   * there is none.
   *
   * @param {string} contestant
   * @param {BenchCase} bench
   */
  expect(contestant, bench) {
    const { batch, model } = bench;
    if (!batch) return null;
    const flops = trainFlops(model, batch);
    const distance = (/** @type {{ flops: number }} */ known) => Math.abs(Math.log(flops / known.flops));
    const known = this.#known.get(contestant) ?? [];
    const [nearest] = known.toSorted((a, b) => distance(a) - distance(b));
    return nearest ? { milliseconds: nearest.milliseconds * (flops / nearest.flops), from: nearest.title } : null;
  }
}

/**
 * @typedef {object} Racer
 * @property {Entrant} entrant
 * @property {Session} session
 * @property {Started} started
 * @property {Sample[]} train
 * @property {import('./page/protocol.ts').Decoded[]} decode
 */

/**
 * Measures one case; the results are in the order of `entrants`.
 *
 * @param {Host} host
 * @param {BenchCase} bench
 * @param {readonly Entrant[]} entrants
 * @param {Settings} settings
 * @param {Speeds} speeds
 * @param {(message: string) => void} say
 * @returns {Promise<(Measured | Absent)[]>}
 */
export async function measureCase(host, bench, entrants, settings, speeds, say) {
  /** @type {Map<string, Measured | Absent>} */
  const results = new Map();
  /** @type {Racer[]} */
  const racers = [];
  const leave = (
    /** @type {Entrant} */ { id },
    /** @type {Absent['status']} */ status,
    /** @type {string} */ reason,
  ) => {
    results.set(id, { case: bench.id, contestant: id, status, reason });
    say(`  ${id}: ${status}. ${reason}`);
  };
  const warmUp = bench.group === 'named' ? WARM_UP_TURNS * settings.milliseconds : 0;
  try {
    for (const entrant of entrants) {
      const reason = sitsOut(host, bench, entrant, settings, speeds);
      if (reason) {
        leave(entrant, 'skipped', reason);
        continue;
      }
      const session = await host.open(entrant.id);
      const started = /** @type {import('./page/protocol.ts').Answer} */ (
        await session.ask({ kind: 'start', contestant: entrant.id, bench, warmUp }).catch(toAnswer)
      );
      const first = racers[0]?.started ?? null;
      const flaw = 'error' in started ? started.error : disagreement(first, /** @type {Started} */ (started.value));
      if ('error' in started || flaw) {
        await session.close();
        leave(entrant, 'unable' in started && started.unable ? 'skipped' : 'failed', flaw ?? 'It did not start.');
        continue;
      }
      const value = /** @type {Started} */ (started.value);
      racers.push({ entrant, session, started: value, train: [], decode: [] });
      speeds.add(entrant.id, bench, value.estimate);
      say(`  ${entrant.id}: ready (${value.description}), about ${value.estimate.toPrecision(3)} ms per step`);
    }
    for (let round = 0; round < settings.rounds; round++) {
      say(`  round ${round + 1} of ${settings.rounds}`);
      // There and back, so that nobody always follows the same neighbour.
      const order = round % 2 === 0 ? racers : racers.toReversed();
      for (const racer of order) {
        if (results.has(racer.entrant.id)) continue;
        const flaw = await turn(racer, bench, settings);
        if (flaw) leave(racer.entrant, 'failed', flaw);
      }
    }
    for (const racer of racers) {
      if (results.has(racer.entrant.id)) continue;
      results.set(racer.entrant.id, await conclude(racer, bench));
    }
  } finally {
    for (const { session } of racers) await session.close();
  }
  return entrants.flatMap(({ id }) => results.get(id) ?? []);
}

/**
 * Why a contestant is not even started; null when it is.
 *
 * @param {Host} host
 * @param {BenchCase} bench
 * @param {Entrant} entrant
 * @param {Settings} settings
 * @param {Speeds} speeds
 */
function sitsOut(host, bench, entrant, { budget }, speeds) {
  const unable = host.unable(entrant);
  if (unable) return unable;
  const expected = speeds.expect(entrant.id, bench);
  if (!expected || expected.milliseconds <= budget * 1000) return null;
  const seconds = (expected.milliseconds / 1000).toPrecision(2);
  return `A step would take about ${Number(seconds)} s, judging by "${expected.from}"; the budget is ${budget} s.`;
}

/**
 * Says how a contestant's first results differ from another's; null when they agree.
 *
 * @param {Started | null} other
 * @param {Started} own
 */
export function disagreement(other, own) {
  if (!own.losses.every(Number.isFinite)) return `Its loss is not finite: ${own.losses.join(', ')}.`;
  if (!other) return null;
  for (const [i, loss] of own.losses.entries()) {
    const expected = other.losses[i] ?? Number.NaN;
    const tolerance = i === 0 ? LOSS_TOLERANCE : DRIFT_TOLERANCE * expected;
    if (!(Math.abs(loss - expected) <= tolerance)) {
      return `It computes something else: its loss is ${loss} at step ${i + 1}, and others find ${expected}.`;
    }
  }
  const [mine, theirs] = [own.greedy.flat(), other.greedy.flat()];
  const equal = mine.filter((token, i) => token === theirs[i]).length;
  if (mine.length !== theirs.length || equal < GREEDY_AGREEMENT * mine.length) {
    return `It writes something else: ${equal} of ${theirs.length} greedily written tokens are those of others.`;
  }
  return null;
}

/**
 * One turn; returns what went wrong, if anything.
 *
 * @param {Racer} racer
 * @param {BenchCase} bench
 * @param {Settings} settings
 * @returns {Promise<string | null>}
 */
async function turn({ session, started, train, decode }, bench, { milliseconds }) {
  if (bench.batch && wants(train, started.estimate)) {
    const answer = await session.ask({ kind: 'train', milliseconds, most: MOST_STEPS }).catch(toAnswer);
    if ('error' in answer) return answer.error;
    train.push(.../** @type {Sample[]} */ (answer.value));
  }
  if (
    bench.decode &&
    wants(
      decode.map(({ all }) => all),
      decode[0]?.all.milliseconds ?? 0,
    )
  ) {
    const answer = await session.ask({ kind: 'decode' }).catch(toAnswer);
    if ('error' in answer) return answer.error;
    decode.push(/** @type {import('./page/protocol.ts').Decoded} */ (answer.value));
  }
  return null;
}

/**
 * Whether another sample is affordable; the first always is.
 *
 * @param {readonly Sample[]} samples
 * @param {number} estimate milliseconds
 */
function wants(samples, estimate) {
  const spent = samples.reduce((sum, sample) => sum + sample.milliseconds, 0);
  return samples.length === 0 || spent + estimate <= PATIENCE * 1000;
}

/**
 * @param {Racer} racer
 * @param {BenchCase} bench
 * @returns {Promise<Measured | Absent>}
 */
async function conclude({ entrant, session, started, train, decode }, bench) {
  const answer = await session.ask({ kind: 'memory' }).catch(toAnswer);
  if ('error' in answer) return { case: bench.id, contestant: entrant.id, status: 'failed', reason: answer.error };
  const memory = /** @type {import('./page/protocol.ts').Memory} */ (answer.value);
  const { model, batch, decode: writing } = bench;
  return {
    case: bench.id,
    contestant: entrant.id,
    status: 'measured',
    description: started.description,
    firstStep: neat(started.firstStep),
    losses: started.losses.map((loss) => Number(loss.toFixed(5))),
    train: batch && train.length > 0 ? figures(train, trainFlops(model, batch), batch.rows * batch.tokens) : null,
    decode: writing && decode.length > 0 ? decodeFigures(decode, model, writing) : null,
    memory: { device: memory.device, wasm: memory.wasm },
  };
}

/**
 * @param {readonly Sample[]} samples
 * @param {number} flops
 * @param {number} tokens
 * @returns {Figures}
 */
export function figures(samples, flops, tokens) {
  const milliseconds = spread(samples.map((sample) => sample.milliseconds));
  const scripts = samples.flatMap(({ script }) => script ?? []);
  const median = (/** @type {'dispatches' | 'submits' | 'readBacks'} */ what) =>
    spread(samples.map((sample) => sample[what])).median;
  // A coarse clock may show 0; half of its least step then is the best guess.
  const seconds = Math.max(milliseconds.median, CLOCK_STEP / 2) / 1000;
  return {
    milliseconds: neatly(milliseconds),
    script: scripts.length > 0 ? neatly(spread(scripts)) : null,
    gflops: neat(flops / seconds / 1e9),
    tokensPerSecond: neat(tokens / seconds),
    dispatches: median('dispatches'),
    submits: median('submits'),
    readBacks: median('readBacks'),
  };
}

/**
 * @param {readonly import('./page/protocol.ts').Decoded[]} rounds
 * @param {import('../src/model/config.ts').ModelConfig} model
 * @param {import('./cases.mjs').Decode} decode
 * @returns {import('./schema.mjs').Writing}
 */
export function decodeFigures(rounds, model, decode) {
  const tokens = decode.sequences * decode.length;
  const all = figures(
    rounds.map((round) => round.all),
    decodeFlops(model, decode),
    tokens,
  );
  const first = figures(
    rounds.map((round) => round.first),
    decodeFlops(model, { ...decode, length: 1 }),
    decode.sequences,
  );
  const step = (/** @type {number} */ whole, /** @type {number} */ part) =>
    neat((whole - part) / Math.max(1, decode.length - 1));
  return {
    ...all,
    step: {
      milliseconds: step(all.milliseconds.median, first.milliseconds.median),
      script: all.script && first.script ? step(all.script.median, first.script.median) : null,
      dispatches: step(all.dispatches, first.dispatches),
      submits: step(all.submits, first.submits),
    },
  };
}

/** Milliseconds between two readings of the clock in a page without isolation. */
const CLOCK_STEP = 0.1;

/** @param {import('./statistics.mjs').Spread} range */
function neatly({ min, median, max, n }) {
  return { min: neat(min), median: neat(median), max: neat(max), n };
}

/** To four digits: what a stopwatch is good for. @param {number} value */
function neat(value) {
  return Number(value.toPrecision(4));
}

/**
 * @param {unknown} error
 * @returns {{ error: string }}
 */
function toAnswer(error) {
  return { error: (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? 'It broke down.' };
}
