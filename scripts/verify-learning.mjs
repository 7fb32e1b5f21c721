/**
 * `npm run verify:learning [-- --seeds 1,2]`: the proof that the presets learn what they claim. Trains the recursive
 * agent and the single-agent baseline from nothing through `npm run train`, holds their final evaluations against the
 * bars, and writes `reports/learning.json` and the README's table. Takes a few minutes per seed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeReport } from './learning-report.mjs';

/** @typedef {import('./learning-report.mjs').LearningRun} LearningRun */

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1,2,3,4,5' } } });
const seeds = values.seeds.split(',').map(Number);
if (seeds.some((seed) => !Number.isInteger(seed) || seed < 0)) {
  console.error(`--seeds takes whole numbers with commas between, such as 1,2,3; found "${values.seeds}".`);
  process.exit(2);
}

/** What the presets promise, by agent; `at` counts from the deepest trained difficulty. */
const BARS = [
  { preset: 'rao-textcraft', at: 0, atLeast: 0.95, below: 1.01 },
  { preset: 'rao-textcraft', at: 2, atLeast: 0.8, below: 1.01 },
  { preset: 'single-textcraft', at: 2, atLeast: 0, below: 0.4 },
];

const folder = mkdtempSync(join(tmpdir(), 'espalier-learning-'));
/** @type {LearningRun[]} */
const runs = [];
let trained = 0;
try {
  for (const preset of ['rao-textcraft', 'single-textcraft']) {
    for (const seed of seeds) {
      const { run, maxDifficulty } = train(preset, seed);
      trained = maxDifficulty;
      runs.push(run);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const bars = [];
let missed = 0;
for (const { preset, at, atLeast, below } of BARS) {
  for (const run of runs.filter((one) => one.preset === preset)) {
    const success = run.byDifficulty.find((outcome) => outcome.difficulty === trained + at)?.success ?? Number.NaN;
    const met = success >= atLeast && success < below;
    if (!met) missed++;
    const bar = below > 1 ? `at least ${atLeast}` : `below ${below}`;
    bars.push(`${met ? 'met' : 'MISSED'}: ${preset}, seed ${run.seed}, depth ${trained + at}: ${success} (${bar})`);
  }
}
mkdirSync('reports', { recursive: true });
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`;
writeReport({ machine, trained, bars, runs });
console.log(`\n${bars.join('\n')}`);
process.exit(missed === 0 ? 0 : 1);

/**
 * @param {string} preset
 * @param {number} seed
 */
function train(preset, seed) {
  const out = join(folder, `${preset}-${seed}`);
  const started = performance.now();
  // A hundred tasks per difficulty, so that the figures are worth printing; evaluated at the end only, so that the time
  // is training's.
  const settings = ['evaluation.tasks=100', 'evaluation.every=0', 'evaluation.warmStartEvery=0'];
  const { status } = spawnSync(
    process.execPath,
    [
      'cli/train.mjs',
      ...['--preset', preset, '--seed', String(seed), '--out', out],
      ...settings.flatMap((setting) => ['--set', setting]),
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (status !== 0) throw new Error(`Training ${preset} with seed ${seed} ended with status ${status}; see above.`);
  const seconds = (performance.now() - started) / 1000;
  const evaluation = JSON.parse(readFileSync(join(out, 'evaluation.json'), 'utf8')).at(-1);
  const { training } = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
  const { engine } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
  /** @type {LearningRun} */
  const run = {
    preset,
    seed,
    seconds,
    engine,
    byDifficulty: evaluation.byDifficulty.map((/** @type {import('./learning-report.mjs').Outcome} */ one) => ({
      difficulty: one.difficulty,
      tasks: one.tasks,
      solved: one.solved,
      success: one.success,
    })),
  };
  return { run, maxDifficulty: training.maxDifficulty };
}
