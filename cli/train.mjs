/** `npm run train`: trains a run in the app without its window, and leaves a run folder. See `--help`. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { CommandError, INTERRUPTED, onInterrupt, runCommand } from './command.mjs';
import { readTrainOptions, TRAIN_HELP, UsageError } from './options.mjs';
import { openApp } from './page.mjs';
import { ProgressDisplay } from './progress.mjs';
import { createRunFolder, FileReceiver } from './run-folder.mjs';

/**
 * @typedef {import('../src/headless/bridge.ts').Report} Report
 * @typedef {import('../src/rl/records.ts').Evaluation} Evaluation
 */

await runCommand(async () => {
  const options = readTrainOptions(process.argv.slice(2));
  if (options.help) {
    console.log(TRAIN_HELP);
    return 0;
  }
  const from = options.config === null ? { preset: options.preset } : { config: readConfig(options.config) };
  // JSON lines go to stdout, so words go to stderr then.
  const display = new ProgressDisplay(options.json ? process.stderr : process.stdout);
  /** @type {FileReceiver | null} */
  let files = null;
  // Until there is something to save, stopping is just ending; that takes the browser along.
  /** @type {() => void} */
  let stop = () => process.exit(INTERRUPTED);
  onInterrupt(() => stop());
  const app = await openApp({
    gpu: options.gpu,
    say: (message) => display.say(message),
    onReport: (report) => {
      if (report.type === 'file') files?.receive(report.path, Buffer.from(report.data, 'base64'), report.last);
      else if (options.json) console.log(JSON.stringify(report));
      else tell(display, report);
    },
  });
  try {
    const answer = await app.page.evaluate((request) => window.espalier.configure(request), {
      from,
      assignments: options.assignments,
    });
    if ('error' in answer) throw new UsageError(answer.error);
    const experiment = answer.value;
    const name = options.config === null ? options.preset : 'run';
    const folder = createRunFolder(options.out, `${name}-seed-${experiment.seed}`);
    files = new FileReceiver(folder);
    display.say(`${experiment.name}, seed ${experiment.seed}. The run folder is ${shown(folder)}`);

    stop = () => {
      display.say('Stopping: saving a checkpoint first. Press Ctrl-C again to stop at once.');
      app.page.evaluate(() => window.espalier.stop()).catch(() => {});
    };
    const training = app.page.evaluate((value) => window.espalier.train(value), experiment);
    const outcome = await Promise.race([training, app.crashed]).catch((error) => {
      throw new CommandError(`${error.message} What was saved until then is in ${shown(folder)}`);
    });
    if (outcome.status === 'failed') {
      throw new CommandError(`${outcome.message}\nWhat was saved until then is in ${shown(folder)}`);
    }
    display.say(`${outcome.status === 'done' ? 'Done' : 'Stopped'}. Everything is in ${shown(folder)}`);
    return outcome.status === 'done' ? 0 : INTERRUPTED;
  } finally {
    files?.close();
    await app.close();
  }
});

/**
 * An experiment from a file; whether it is one, the app judges.
 *
 * @param {string} path
 */
function readConfig(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${path} cannot be read. Name a file that holds an experiment, such as a config.json.`);
  }
  try {
    return /** @type {unknown} */ (JSON.parse(text));
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} folder */
function shown(folder) {
  const path = relative(process.cwd(), folder);
  return path === '' || path.startsWith('..') ? folder : path;
}

/**
 * Tells a person what happened.
 *
 * @param {ProgressDisplay} display
 * @param {Exclude<Report, { type: 'file' }>} report
 */
function tell(display, report) {
  switch (report.type) {
    case 'progress':
      return display.show(report);
    case 'metrics': {
      const { 'success/all': success, 'score/all': score } = report.row.values;
      if (success !== undefined) display.headline('success', success);
      else if (score !== undefined) display.headline('score', score);
      return;
    }
    case 'engine':
      return display.say(`Engine: ${report.description}. ${report.reason}`);
    case 'evaluation':
      return display.say(evaluationLine(report.result));
    case 'warning':
      return display.say(`Warning: ${report.message}`);
    case 'status':
      // Why it stands still for a while.
      return report.status === 'paused' && report.message !== '' ? display.say(report.message) : undefined;
    case 'checkpoint':
      return;
    default:
      return /** @type {never} */ (report);
  }
}

/** @param {Evaluation} result */
function evaluationLine(result) {
  const { step } = result;
  if ('kind' in result) {
    const rows = result.byDifficulty;
    const scores = rows.map((one) => `${one.difficulty}: ${one.score.toFixed(2)}`).join('   ');
    const plans = rows.map((one) => `${one.difficulty}: ${one.frequency.toFixed(2)}`).join('   ');
    return `Step ${step}, score by difficulty:   ${scores}     plans per step:   ${plans}`;
  }
  const figures = result.byDifficulty.map((one) => `${one.difficulty}: ${one.success.toFixed(2)}`).join('   ');
  return `Step ${step}, success by difficulty${result.delegation ? '' : ', single agent'}:   ${figures}`;
}
