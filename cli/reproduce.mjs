/**
 * `npm run reproduce -- PAPER`: trains and measures every arm of a paper's reproduction over seeds through the app itself,
 * and writes the report from what is finished. See `--help`.
 */
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBuilt } from '../scripts/build.mjs';
import { checkNode, installPackages } from '../scripts/install.mjs';
import { CommandError, INTERRUPTED, onInterrupt, runCommand } from './command.mjs';
import { UsageError } from './options.mjs';
import { duration } from './progress.mjs';
import { carryOut, sideBySide } from './reproduce/carry-out.mjs';
import { Clock } from './reproduce/clock.mjs';
import { Commands, Stopped } from './reproduce/commands.mjs';
import { writeJson } from './reproduce/files.mjs';
import { itemsOf, wantedOf } from './reproduce/items.mjs';
import { REPRODUCE_HELP, readReproduceOptions } from './reproduce/options.mjs';
import { isFinished, readFinished, stateOf } from './reproduce/results.mjs';
import { ScheduleDisplay } from './reproduce/schedule.mjs';

/**
 * @typedef {import('./reproduce/results.mjs').Item} Item
 * @typedef {import('./reproduce/clock.mjs').Task} Task
 * @typedef {import('./reproduce/options.mjs').ReproduceOptions} ReproduceOptions
 * @typedef {typeof import('./reproduce/source.ts')} Source
 * @typedef {import('./reproduce/source.ts').Paper} Paper
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
  const paper = source.findPaper(options.paper);
  if (!paper) {
    const ids = source.PAPERS.map(({ id }) => id);
    throw new UsageError(`There is no paper "${options.paper}" to reproduce. There are: ${ids.join(', ')}.`);
  }
  const seeds = options.seeds ?? [...paper.seeds];
  const items = itemsOf(paper, seeds, options, source.armExperiment);
  const wanted = wantedOf(items, options.only, paper.arms);
  if (options.list) {
    list(items, options);
    return 0;
  }
  /** @type {Task[]} */
  const todo = wanted.map((item) => ({ item, state: stateOf(item) })).filter(({ state }) => !isFinished(state));
  const collected = () => collect(paper, items, seeds, options, source);
  if (!(await carryOutAll(todo, wanted, options, source, () => writeJson(partialFile(options), collected())))) {
    return INTERRUPTED;
  }
  const report = collected();
  writeJson(options.out, report);
  // The documentation shows the reports that are kept with the code, and no others.
  const { publish, reportFile } = await import('../scripts/publish-report.mjs');
  if (resolve(options.out) === reportFile(paper.id)) await publish();
  summarize(paper, report);
  console.log(`\nThe report is ${options.out}`);
  return 0;
});

/** @param {ReproduceOptions} options */
function partialFile({ runs, paper }) {
  return join(runs, `${paper}.json`);
}

/**
 * Carries out what is to be done and tells how far it is. Answers whether all of it was done; otherwise it was stopped.
 *
 * @param {readonly Task[]} todo
 * @param {readonly Item[]} wanted
 * @param {ReproduceOptions} options
 * @param {Source} parsers
 * @param {() => void} onFinished called after each run
 */
async function carryOutAll(todo, wanted, { gpu, jobs: most }, parsers, onFinished) {
  const jobs = Math.min(most, Math.max(1, todo.length));
  const clock = new Clock(jobs, cpus().length);
  const finished = wanted.length - todo.length;
  console.log(
    `${counted(wanted.length, 'run')} of ${counted(new Set(wanted.map(({ arm }) => arm)).size, 'arm')}, ${finished} finished.` +
      (todo.length === 0
        ? ''
        : ` The rest takes about ${duration(clock.left(todo))} ${jobs > 1 ? `here, ${jobs} at a time` : 'on two cores without a graphics card'}. Ctrl-C loses no more than the current ${jobs > 1 ? 'runs' : 'run'}.`),
  );
  if (todo.length === 0) return true;
  ensureBuilt((message) => console.log(message));

  const display = new ScheduleDisplay(process.stdout);
  const commands = new Commands();
  onInterrupt(() => {
    display.say('Stopping.');
    commands.stop();
  });
  /** @type {Map<Item, Task>} In the order in which they are begun, and as far as they are. */
  const open = new Map(todo.map((task) => [task.item, task]));
  const work = async (/** @type {Task} */ task) => {
    const { item, state } = task;
    const shown = { number: finished + todo.indexOf(task) + 1, of: wanted.length, name: nameOf(item) };
    const seconds = await carryOut(item, state, {
      ...{ commands, gpu, jobs, parsers },
      show: (activity, fraction) => {
        open.set(item, { item, state, activity, fraction });
        display.show({ ...shown, activity, fraction }, clock.left([...open.values()]));
      },
    });
    open.delete(item);
    clock.done(task, seconds);
    onFinished();
    display.end(shown.number, `${shown.number}/${shown.of}  ${shown.name}: finished in ${duration(seconds)}`);
  };
  try {
    await sideBySide(todo, jobs, work, () => commands.stop());
    return true;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    display.say('Stopped. The same command goes on from here.');
    return false;
  }
}

/**
 * The report of all that is finished.
 *
 * @param {Paper} paper
 * @param {readonly Item[]} items
 * @param {readonly number[]} seeds
 * @param {ReproduceOptions} options
 * @param {Source} source
 * @returns {Report}
 */
function collect(paper, items, seeds, { set, tasks }, source) {
  const finished = paper.arms.map((arm) => ({
    arm,
    runs: items
      .filter((item) => item.arm === arm && isFinished(stateOf(item)))
      .map((item) => readFinished(item, source)),
  }));
  const machine = { cpu: cpus()[0]?.model.trim() || 'unknown', cores: cpus().length };
  const trial = [...set, ...(tasks === null ? [] : [`evaluation.${taskSetting(items)}=${tasks}`])];
  try {
    return paper.collect({ date: new Date().toISOString(), machine, seeds, trial }, finished);
  } catch (error) {
    throw new CommandError(/** @type {Error} */ (error).message);
  }
}

/** @param {readonly Item[]} items of one method */
function taskSetting([item]) {
  return item && 'episodes' in item.experiment.evaluation ? 'episodes' : 'tasks';
}

/**
 * @param {Paper} paper
 * @param {Report} report
 */
function summarize(paper, report) {
  console.log('');
  for (const { title, verdict } of paper.sections(report)) console.log(`${title}: ${verdict}`);
  for (const title of paper.claimsNotRun(report)) console.log(`${title}: not run`);
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
  const arms = [...new Set(items.map((item) => item.arm))];
  const width = Math.max(...arms.map(({ id }) => id.length)) + 2;
  for (const arm of arms) {
    const own = items.filter((item) => item.arm === arm);
    const done = own.filter((item) => isFinished(stateOf(item))).length;
    console.log(
      `${arm.id.padEnd(width)}${done}/${own.length}  about ${duration(60 * arm.minutes)} each  ${arm.purpose}`,
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
