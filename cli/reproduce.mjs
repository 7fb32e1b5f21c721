/**
 * `npm run reproduce -- rao`: trains and evaluates every arm of the reproduction over seeds through the app itself, and
 * writes the report from what is finished. See `--help`.
 */
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBuilt } from '../scripts/build.mjs';
import { checkNode, installPackages } from '../scripts/install.mjs';
import { CommandError, INTERRUPTED, onInterrupt, runCommand } from './command.mjs';
import { UsageError } from './options.mjs';
import { duration } from './progress.mjs';
import { Commands, Stopped } from './reproduce/commands.mjs';
import { REPRODUCE_HELP, readReproduceOptions } from './reproduce/options.mjs';
import {
  beginEvaluation,
  beginTraining,
  endEvaluation,
  endTraining,
  evaluationFile,
  experimentFile,
  readFinished,
  runFolder,
  stateOf,
  writeJson,
} from './reproduce/results.mjs';
import { Clock, ScheduleDisplay } from './reproduce/schedule.mjs';

/**
 * @typedef {import('./reproduce/results.mjs').Item} Item
 * @typedef {import('./reproduce/options.mjs').ReproduceOptions} ReproduceOptions
 * @typedef {typeof import('./reproduce/source.ts')} Source
 * @typedef {import('./reproduce/source.ts').Report} Report
 */

await runCommand(async () => {
  const options = readReproduceOptions(process.argv.slice(2));
  if (options.help) {
    console.log(REPRODUCE_HELP);
    return 0;
  }
  checkNode();
  installPackages();
  // It needs the packages.
  const { importSource } = await import('../scripts/import-source.mjs');
  const source = /** @type {Source} */ (await importSource('cli/reproduce/source.ts'));
  const seeds = options.seeds ?? [...source.RAO_SEEDS];
  const items = itemsOf(options, seeds, source);
  const wanted = items.filter(({ arm }) => options.only === null || options.only.includes(arm.id));
  const todo = wanted.flatMap((item) => {
    const state = stateOf(item);
    return state === 'finished' ? [] : [{ item, state }];
  });
  if (options.list) {
    list(items, options);
    return 0;
  }
  const clock = new Clock();
  console.log(
    `${counted(wanted.length, 'run')} of ${counted(new Set(wanted.map(({ arm }) => arm)).size, 'arm')}, ${wanted.length - todo.length} finished.` +
      (todo.length === 0
        ? ''
        : ` The rest takes about ${duration(clock.left(todo))} on two cores without a graphics card. Ctrl-C loses no more than the current run.`),
  );
  if (todo.length > 0) ensureBuilt((message) => console.log(message));

  const display = new ScheduleDisplay(process.stdout);
  const commands = new Commands();
  onInterrupt(() => {
    display.say('Stopping.');
    commands.stop();
  });
  const partial = join(options.runs, 'rao.json');
  try {
    for (const [at, { item, state }] of todo.entries()) {
      const after = clock.left(todo.slice(at + 1));
      const shown = { number: wanted.length - todo.length + at + 1, of: wanted.length, name: nameOf(item) };
      const seconds = await carryOut(item, state, options, commands, (activity, fraction) => {
        const secondsLeft = after + clock.leftOf(item, activity, fraction);
        display.show({ ...shown, activity, fraction, secondsLeft });
      });
      clock.done(item, state, seconds);
      writeJson(partial, collect(items, seeds, options, source));
      display.say(`${shown.number}/${shown.of}  ${shown.name}: finished in ${duration(seconds)}`);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    display.say('Stopped. The same command goes on from here.');
    return INTERRUPTED;
  }
  const report = collect(items, seeds, options, source);
  writeJson(options.out, report);
  // The documentation shows the report that is kept with the code, and no other.
  const { publish, REPORT } = await import('../scripts/publish-report.mjs');
  if (resolve(options.out) === REPORT) await publish();
  summarize(report, source);
  console.log(`\nThe report is ${options.out}`);
  return 0;
});

/**
 * Every run of the reproduction, the most important first.
 *
 * @param {ReproduceOptions} options
 * @param {readonly number[]} seeds
 * @param {Source} source
 * @returns {Item[]}
 */
function itemsOf({ only, engine, set, tasks, runs }, seeds, { RAO_ARMS, armExperiment }) {
  const unknown = only?.find((id) => !RAO_ARMS.some((arm) => arm.id === id));
  if (unknown !== undefined) {
    throw new UsageError(`There is no arm "${unknown}". The arms are: ${RAO_ARMS.map(({ id }) => id).join(', ')}.`);
  }
  return RAO_ARMS.flatMap((arm) =>
    seeds.map((seed) => {
      try {
        const experiment = armExperiment(arm, seed, [`engine=${engine}`, ...set]);
        const evaluation = tasks === null ? arm.evaluation : { ...arm.evaluation, tasks };
        return { arm, seed, experiment, evaluation, folder: resolve(runs, arm.id, `seed-${seed}`) };
      } catch (error) {
        throw new UsageError(/** @type {Error} */ (error).message);
      }
    }),
  );
}

/**
 * Trains and evaluates one item, as far as that has not been done.
 *
 * @param {Item} item
 * @param {'nothing' | 'trained'} state
 * @param {ReproduceOptions} options
 * @param {Commands} commands
 * @param {(activity: 'training' | 'evaluating', fraction: number) => void} show
 * @returns {Promise<number>} the seconds that it took
 */
async function carryOut(item, state, { gpu }, commands, show) {
  const common = ['--json', ...(gpu ? ['--gpu'] : [])];
  let total = 0;
  if (state === 'nothing') {
    show('training', 0);
    beginTraining(item);
    const args = ['--config', experimentFile(item), '--out', runFolder(item), ...common];
    const seconds = await commands.run('train', args, (fraction) => show('training', fraction));
    endTraining(item, seconds);
    total += seconds;
  }
  show('evaluating', 0);
  beginEvaluation(item);
  const { difficulties, tasks, speed } = item.evaluation;
  const seconds = await commands.run('evaluate', [
    ...['--run', runFolder(item), '--difficulty', difficulties.join('-'), '--tasks', String(tasks)],
    // Only what is compared task by task needs its attempts.
    ...(speed > 0 ? ['--attempts', '--speed', String(speed)] : []),
    ...['--out', evaluationFile(item)],
    ...common,
  ]);
  endEvaluation(item, seconds);
  return total + seconds;
}

/**
 * The report of all that is finished.
 *
 * @param {readonly Item[]} items
 * @param {readonly number[]} seeds
 * @param {ReproduceOptions} options
 * @param {Source} source
 * @returns {Report}
 */
function collect(items, seeds, { set, tasks }, source) {
  const finished = source.RAO_ARMS.map((arm) => ({
    arm,
    runs: items
      .filter((item) => item.arm === arm && stateOf(item) === 'finished')
      .map((item) => readFinished(item, source)),
  }));
  const machine = { cpu: cpus()[0]?.model.trim() || 'unknown', cores: cpus().length };
  const trial = [...set, ...(tasks === null ? [] : [`evaluation.tasks=${tasks}`])];
  try {
    return source.collectReport({ date: new Date().toISOString(), machine, seeds, trial }, finished);
  } catch (error) {
    throw new CommandError(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {Report} report
 * @param {Source} source
 */
function summarize(report, { sections, claimsNotRun }) {
  console.log('');
  for (const { title, verdict } of sections(report)) console.log(`${title}: ${verdict}`);
  for (const title of claimsNotRun(report)) console.log(`${title}: not run`);
  console.log('');
  for (const { text, value, met } of report.bars) {
    const outcome = met === null ? 'not run' : met ? 'met' : 'missed';
    console.log(`${outcome.padEnd(8)}${text}${value === null ? '' : ` (${Number(value.toPrecision(3))})`}`);
  }
}

/**
 * @param {readonly Item[]} items
 * @param {ReproduceOptions} options
 */
function list(items, { runs }) {
  console.log(`Runs are kept in ${runs}.\n`);
  for (const arm of new Set(items.map((item) => item.arm))) {
    const own = items.filter((item) => item.arm === arm);
    const finished = own.filter((item) => stateOf(item) === 'finished').length;
    console.log(
      `${arm.id.padEnd(22)}${finished}/${own.length}  about ${duration(60 * arm.minutes)} each  ${arm.purpose}`,
    );
  }
}

/** @param {Item} item */
function nameOf({ arm, seed }) {
  return `${arm.id}, seed ${seed}`;
}

/**
 * @param {number} count
 * @param {string} noun
 */
function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
