/** The reproduction from end to end, on one arm that learns nothing: report, going on, stopping, and mistakes. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parseRaoReport } from '../../src/experiments/reproduction/rao/report.ts';
import { command, TINY } from '../support/command.ts';

let base = '';

test.beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'espalier-reproduce-'));
});

test.afterAll(() => rmSync(base, { recursive: true, force: true }));

/** One arm, one seed, in seconds; `changes` are further options. */
const trial = (...changes: string[]) => [
  ...['rao', '--only', 'small-recursive', '--seeds', '2', '--tasks', '1', ...TINY, ...changes],
  ...['--runs', join(base, 'runs'), '--out', join(base, 'rao.json')],
];
const run = () => join(base, 'runs', 'small-recursive', 'seed-2');
const report = () => parseRaoReport(JSON.parse(readFileSync(join(base, 'rao.json'), 'utf8')));

test.describe('an arm', () => {
  test.describe.configure({ mode: 'serial' });

  test('that is stopped leaves no report, and says how to go on', async () => {
    let sent = false;
    const { status, stdout } = await command(
      'reproduce',
      trial('--set', 'training.updates=10000', '--set', 'training.tokens=100000000'),
      (text, child) => {
        if (sent || !text.includes('training') || !existsSync(join(run(), 'run', 'config.json'))) return;
        sent = true;
        child.kill('SIGINT');
      },
    );
    expect(stdout).toContain('Stopped. The same command goes on from here.');
    expect(status).toBe(130);
    expect(existsSync(join(base, 'rao.json'))).toBe(false);
  });

  test('is trained and evaluated, and reported', async () => {
    const { status, stdout, stderr } = await command('reproduce', trial());
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('1 run of 1 arm, 0 finished.');
    expect(stdout).toMatch(/missed {2}Recursive agent, small window: solves at least 95 % of hard/);
    const { arms, seeds, comparisons } = report();
    expect(seeds).toEqual([2]);
    expect(comparisons).toEqual([]);
    expect(arms.map(({ id }) => id)).toEqual(['small-recursive']);
    expect(arms[0]?.runs[0]?.byDifficulty.map(({ difficulty, tasks }) => [difficulty, tasks])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((difficulty) => [difficulty, 1]),
    );
    expect(arms[0]?.runs[0]?.curve.length).toBeGreaterThan(0);
    expect(readFileSync(join(base, 'runs', 'rao.json'), 'utf8')).not.toBe('');
  });

  test('is not repeated, and the report is the same', async () => {
    const before = { report: report(), trained: statSync(join(run(), 'trained.json')).mtimeMs };
    const { status, stdout } = await command('reproduce', trial());
    expect(status).toBe(0);
    expect(stdout).toContain('1 run of 1 arm, 1 finished.');
    expect({ ...report(), date: before.report.date }).toEqual(before.report);
    expect(statSync(join(run(), 'trained.json')).mtimeMs).toBe(before.trained);
  });

  test('with a damaged file is refused in words', async () => {
    writeFileSync(join(run(), 'evaluation-final.json'), '{');
    const { status, stderr } = await command('reproduce', trial());
    expect(status).toBe(1);
    expect(stderr).toContain('evaluation-final.json is damaged');
    expect(stderr).not.toContain('    at ');
  });
});

for (const [what, args, message] of [
  ['no paper', [], /Say which paper/],
  ['an unknown paper', ['other'], /no paper "other" to reproduce\. There are: rao/],
  ['an unknown arm', ['rao', '--only', 'small'], /no arm "small"\. The arms are: small-recursive/],
  ['a wrong setting', ['rao', '--set', 'training.lamda=1', '--out', 'o.json', '--runs', 'r'], /training\.lambda/],
] as const) {
  test(`${what} is refused in words`, async () => {
    const { status, stdout, stderr } = await command('reproduce', args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
}

test('two runs go on side by side, each measured once', async () => {
  const { status, stdout, stderr } = await command('reproduce', [
    ...['rao', '--only', 'small-single', '--seeds', '1,2', '--jobs', '2', '--tasks', '1', ...TINY],
    ...['--runs', join(base, 'pair'), '--out', join(base, 'pair.json')],
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('2 at a time');
  // Both have begun before one of them is finished.
  const [begun, finished] = [stdout.lastIndexOf(': training   0 %'), stdout.indexOf(': finished in')];
  expect(stdout.match(/: finished in/g)).toHaveLength(2);
  expect(begun).toBeLessThan(finished);
  const { arms } = parseRaoReport(JSON.parse(readFileSync(join(base, 'pair.json'), 'utf8')));
  expect(arms[0]?.runs.map(({ seed, jobs }) => [seed, jobs])).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

test('it lists its arms and explains itself', async () => {
  const listed = await command('reproduce', ['rao', '--list', '--runs', join(base, 'none')]);
  expect(listed.stdout).toMatch(/small-recursive +0\/5/);
  const help = await command('reproduce', ['--help']);
  expect(help.stdout).toContain('npm run reproduce -- PAPER');
});
