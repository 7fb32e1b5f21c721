/** `npm run evaluate`: evaluates a run folder's checkpoint in the app without its window. See `--help`. */
import { CommandError, INTERRUPTED, onInterrupt, runCommand } from './command.mjs';
import { EVALUATE_HELP, readEvaluateOptions } from './options.mjs';
import { openApp, sendFile } from './page.mjs';
import { ProgressDisplay } from './progress.mjs';
import { findRun, readCheckpoint } from './run-folder.mjs';

await runCommand(async () => {
  const options = readEvaluateOptions(process.argv.slice(2));
  if (options.help) {
    console.log(EVALUATE_HELP);
    return 0;
  }
  const files = readCheckpoint(findRun(options.run));
  // The result alone goes to stdout.
  const display = new ProgressDisplay(process.stderr);
  // Nothing has to be saved, so stopping is just ending; that takes the browser along.
  onInterrupt(() => process.exit(INTERRUPTED));
  const app = await openApp({
    gpu: options.gpu,
    say: (message) => display.say(message),
    onReport: (report) => {
      if (report.type === 'progress') display.show(report);
      else if (report.type === 'engine') display.say(`Engine: ${report.description}. ${report.reason}`);
      else if (report.type === 'warning') display.say(`Warning: ${report.message}`);
    },
  });
  try {
    for (const { path, bytes } of files) await sendFile(app, path, bytes);
    const evaluating = app.page.evaluate((request) => window.espalier.evaluate(request), {
      assignments: options.assignments,
      difficulties: options.difficulties,
      tasks: options.tasks,
    });
    const answer = await Promise.race([evaluating, app.crashed]);
    if ('error' in answer) throw new CommandError(answer.error);
    console.log(JSON.stringify(answer.value, null, options.json ? 0 : 2));
    return 0;
  } finally {
    await app.close();
  }
});
