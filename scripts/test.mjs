/**
 * `npm test`: installs what is missing, then runs every check there is, in the order of how soon each can fail. The
 * last line is always `N passed, N failed`; a runner that crashes or finds no tests counts as a failure, and the exit
 * status is 1 when anything failed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { checkNode, installChromium, installPackages, ROOT, SetupError } from './install.mjs';
import { readPlaywright, readVitest } from './test-reports.mjs';

/** @typedef {import('./test-reports.mjs').Count} Count */

/** A runner that hangs is stopped after this long, in milliseconds. */
const LIMIT = 30 * 60_000;

const reports = mkdtempSync(join(tmpdir(), 'espalier-test-'));

/**
 * A package's own program, run by this Node.
 *
 * @param {string} path under node_modules
 */
const bin = (path) => join(ROOT, 'node_modules', path);

/** @type {Readonly<Record<string, () => Promise<Count>>>} */
const SECTIONS = {
  format: () => check([bin('@biomejs/biome/bin/biome'), 'ci', '.']),
  rooms: () => check([join(ROOT, 'scripts/lint-rooms.mjs')]),
  unused: () => check([bin('knip/bin/knip.js')]),
  types: () => check([bin('typescript/bin/tsc'), '--noEmit']),
  unit: () => vitest('unit'),
  browser: () => vitest('browser'),
  build,
  e2e: async () => {
    const report = join(reports, 'e2e.json');
    const status = await node([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    return readPlaywright(read(report), status);
  },
};

const TITLES = /** @type {Readonly<Record<string, string>>} */ ({
  format: 'Lint and format (Biome)',
  rooms: 'Import table',
  unused: 'Unused code (knip)',
  types: 'Types (tsc)',
  unit: 'Unit tests',
  browser: 'Browser tests',
  build: 'Build',
  e2e: 'End-to-end tests',
});

const HELP = `Runs the tests.

  npm test -- [options]

  --only A,B   only these: ${Object.keys(SECTIONS).join(', ')}
  --help       show this`;

async function main() {
  const options = readOptions();
  if (options.help) return console.log(HELP);
  const chosen = options.only?.split(',') ?? Object.keys(SECTIONS);
  const unknown = chosen.filter((name) => !SECTIONS[name]);
  if (unknown.length > 0) throw new SetupError(`There is no section called ${unknown.join(', ')}.\n\n${HELP}`);

  checkNode();
  installPackages();
  if (chosen.includes('browser') || chosen.includes('e2e')) await installChromium();
  title('Kernels');
  const kernels = await check([join(ROOT, 'scripts/build-wasm.mjs')]);
  const total = { passed: 0, failed: kernels.failed };
  /** @type {string[]} */
  const summary = [];
  for (const name of chosen) {
    title(TITLES[name] ?? name);
    const count = await /** @type {() => Promise<Count>} */ (SECTIONS[name])();
    total.passed += count.passed;
    total.failed += count.failed;
    summary.push(`${(TITLES[name] ?? name).padEnd(26)}${count.passed} passed, ${count.failed} failed`);
  }
  title('Summary');
  console.log(`${summary.join('\n')}\n`);
  finish(total);
}

function readOptions() {
  try {
    return parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }).values;
  } catch (error) {
    throw new SetupError(`${/** @type {Error} */ (error).message}\n\n${HELP}`);
  }
}

/** @param {string} text */
function title(text) {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 60 - text.length))}`);
}

/** @param {Count} total */
function finish({ passed, failed }) {
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed`);
}

/** @returns {Promise<Count>} */
async function build() {
  try {
    ensureBuilt();
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    return { passed: 0, failed: 1 };
  }
}

/** @param {string} project */
async function vitest(project) {
  const report = join(reports, `${project}.json`);
  const status = await node([
    bin('vitest/vitest.mjs'),
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return readVitest(read(report), status);
}

/**
 * A command that counts as one test.
 *
 * @param {readonly string[]} args
 * @returns {Promise<Count>}
 */
async function check(args) {
  const passed = (await node(args)) === 0;
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Runs a program with this Node and waits; its exit status.
 *
 * @param {readonly string[]} args
 * @param {Record<string, string>} [environment] added to this process' own
 * @returns {Promise<number>}
 */
function node(args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], {
      cwd: ROOT,
      // A test may not wait for someone to type.
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    const timer = setTimeout(() => {
      console.error(`Stopped after ${LIMIT / 60_000} minutes.`);
      child.kill('SIGKILL');
    }, LIMIT);
    child.once('error', (error) => {
      console.error(error.message);
      clearTimeout(timer);
      resolve(1);
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve(status ?? 1);
    });
  });
}

/**
 * A runner's report; null when it wrote none or half of one.
 *
 * @param {string} path
 * @returns {unknown}
 */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

main()
  .catch((error) => {
    console.error(error instanceof SetupError ? error.message : error);
    finish({ passed: 0, failed: 1 });
  })
  .finally(() => rmSync(reports, { recursive: true, force: true }));
