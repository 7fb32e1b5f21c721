/** The page without a screen: offers the app to the command line (`cli/`) as `window.espalier`. Computes nothing. */

import { compareEvaluations } from './experiments/evaluation-comparison.ts';
import type { Answer, HeadlessBridge } from './headless/bridge.ts';
import { configure, milestonesOf } from './headless/configure.ts';
import { evaluate } from './headless/evaluate.ts';
import { FileCollector } from './headless/pieces.ts';
import { checkSameTasks } from './headless/same-tasks.ts';
import { type ReportTo, Training } from './headless/train.ts';
import { messageOf } from './store/errors.ts';

const received = new FileCollector();
/** Started by the first `train`; a page trains one run. */
let training: Training | null = null;

const report: ReportTo = (reports) => window.espalierReport(reports);

async function answer<Value>(compute: () => Value | Promise<Value>): Promise<Answer<Value>> {
  try {
    return { value: await compute() };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

const bridge: HeadlessBridge = {
  configure: (request) => answer(() => configure(request)),
  train: (experiment) => {
    training = new Training(report);
    return training.run(experiment);
  },
  stop: () => training?.stop(),
  receive: (piece) => received.add(piece),
  evaluate: (request) => answer(() => evaluate(received.take(), request, report)),
  milestones: (config) => answer(() => milestonesOf(config)),
  checkSameTasks: (request) => answer(() => checkSameTasks(request)),
  compare: (first, second) => answer(() => compareEvaluations(first, second)),
};

window.espalier = bridge;
