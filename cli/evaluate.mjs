/** `npm run evaluate`: evaluates a run folder's checkpoint in the app without its window. See `--help`. */
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { CommandError, INTERRUPTED, onInterrupt, runCommand } from './command.mjs';
import { episodeTables } from './episode-tables.mjs';
import { comparisonTables, evaluationTables } from './evaluation-tables.mjs';
import { EVALUATE_HELP, readEvaluateOptions, UsageError } from './options.mjs';
import { openApp, sendFile } from './page.mjs';
import { ProgressDisplay } from './progress.mjs';
import { findRun, readCheckpoint } from './run-folder.mjs';

/**
 * @typedef {import('../src/rl/records.ts').Evaluation} Evaluation
 * @typedef {import('../src/rl/records.ts').EvaluationResult} EvaluationResult
 * @typedef {{ run: string, evaluation: EvaluationResult }} TreeRun
 * @typedef {import('../src/headless/bridge.ts').HeadlessBridge} Bridge
 */

await runCommand(async () => {
  const options = readEvaluateOptions(process.argv.slice(2));
  if (options.help) {
    console.log(EVALUATE_HELP);
    return 0;
  }
  const runs = [options.run, ...(options.compare === null ? [] : [options.compare])].map((name) => ({
    name,
    files: readCheckpoint(findRun(name)),
  }));
  // Before hours of computing, not after.
  if (options.out !== null && existsSync(options.out)) {
    throw new UsageError(`${options.out} exists already. Nothing is overwritten: choose another --out, or remove it.`);
  }
  // The result alone goes to stdout.
  const display = new ProgressDisplay(process.stderr);
  // Nothing has to be saved, so stopping is just ending; that takes the browser along.
  onInterrupt(() => process.exit(INTERRUPTED));
  const app = await openApp({
    gpu: options.gpu,
    say: (message) => display.say(message),
    onReport: (report) => {
      if (report.type === 'progress' && report.counted) {
        const { done, of } = report.counted;
        display.show({ ...report, fraction: done / of, secondsLeft: null });
      } else if (report.type === 'engine') display.say(`Engine: ${report.description}. ${report.reason}`);
      else if (report.type === 'warning') display.say(`Warning: ${report.message}`);
    },
  });

  /**
   * @template Value
   * @param {Promise<import('../src/headless/bridge.ts').Answer<Value>>} asked
   * @returns {Promise<Value>}
   */
  const answered = async (asked) => {
    const answer = await Promise.race([asked, app.crashed]);
    if ('error' in answer) throw new CommandError(answer.error);
    return answer.value;
  };

  /** @param {{ name: string, files: { path: string, bytes: Uint8Array }[] }} run */
  const evaluate = async ({ name, files }) => {
    for (const { path, bytes } of files) await sendFile(app, path, bytes);
    const result = await answered(
      app.page.evaluate((request) => window.espalier.evaluate(request), {
        assignments: options.assignments,
        choices: { ...options.choices, ...(options.compare !== null && { attempts: true }) },
      }),
    );
    display.say(`\n${name}\n${await tablesOf(result, configOf({ name, files }))}`);
    return { run: name, evaluation: result };
  };

  /**
   * @param {Evaluation} result
   * @param {unknown} config of its run
   */
  const tablesOf = async (result, config) => {
    if (!('kind' in result)) return evaluationTables(result);
    return episodeTables(
      result,
      await answered(app.page.evaluate((asked) => window.espalier.milestones(asked), config)),
    );
  };

  /**
   * Two runs side by side; what delegation costs and gains is asked of the recursive agent.
   *
   * @param {TreeRun} one
   * @param {TreeRun} other
   */
  const compared = async (one, other) => {
    const swapped = !one.evaluation.delegation && other.evaluation.delegation;
    const [first, second] = swapped ? [other, one] : [one, other];
    const comparison = await answered(
      app.page.evaluate(
        ([a, b]) => window.espalier.compare(a, b),
        /** @type {const} */ ([first.evaluation, second.evaluation]),
      ),
    );
    display.say(`\n${comparisonTables(comparison, first.run, second.run)}`);
    const kept = (/** @type {TreeRun} */ { run, evaluation }) => ({
      run,
      evaluation: options.choices.attempts ? evaluation : withoutAttempts(evaluation),
    });
    return { first: kept(first), second: kept(second), comparison };
  };

  try {
    if (options.compare !== null) {
      const configs = /** @type {[unknown, unknown]} */ (runs.map(configOf));
      const request = { configs, assignments: options.assignments };
      await answered(app.page.evaluate((asked) => window.espalier.checkSameTasks(asked), request));
    }
    const evaluated = [];
    for (const run of runs) evaluated.push(await evaluate(run));
    const [one, other] = evaluated;
    if (!one) throw new Error('Nothing was evaluated.');
    const value = other ? await compared(withTrees(one), withTrees(other)) : one.evaluation;
    write(JSON.stringify(value, null, options.json ? 0 : 2), options.out);
    return 0;
  } finally {
    await app.close();
  }
});

/** @param {{ name: string, files: { path: string, bytes: Uint8Array }[] }} run */
function configOf({ name, files }) {
  const file = files.find(({ path }) => path === 'config.json');
  try {
    return JSON.parse(new TextDecoder().decode(file?.bytes));
  } catch {
    throw new CommandError(`config.json of ${name} cannot be read: it is not JSON.`);
  }
}

/**
 * Before anything was evaluated, both runs were asked whether they can be compared.
 *
 * @param {{ run: string, evaluation: Evaluation }} evaluated
 * @returns {TreeRun}
 */
function withTrees({ run, evaluation }) {
  if ('kind' in evaluation) throw new Error(`${run} has no trees of agents to compare.`);
  return { run, evaluation };
}

/** @param {EvaluationResult} result */
function withoutAttempts(result) {
  return { ...result, byDifficulty: result.byDifficulty.map(({ attempts: _, ...row }) => row) };
}

/**
 * @param {string} text
 * @param {string | null} path of a file that must not exist yet; null writes to stdout
 */
function write(text, path) {
  if (path === null) {
    console.log(text);
    return;
  }
  try {
    const file = openSync(path, 'wx');
    writeSync(file, `${text}\n`);
    closeSync(file);
  } catch (error) {
    // The result may have taken hours.
    console.log(text);
    throw new CommandError(
      `${path} cannot be written: ${/** @type {Error} */ (error).message}. The result was written to stdout instead.`,
    );
  }
}
