/** The command as it is called: what it says, and its exit status. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { script } from '../../../support/command.ts';
import { EXCERPT, pack, recorded } from './recording.ts';

const replay = (...args: string[]) => script('cli/replay-crafter.mjs', args);

const SHORT = join(EXCERPT, 'length.norender.jsonl.gz');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-replay-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('tells what is identical, once that images are not compared, and the sum', async () => {
  const { status, stdout, stderr } = await replay(SHORT, join(EXCERPT, 'random.norender.jsonl.gz'));
  expect(stdout.split('\n')).toEqual([
    `${SHORT}: 1 episode, 40 steps, all identical.`,
    `${join(EXCERPT, 'random.norender.jsonl.gz')}: 1 episode, 51 steps, all identical.`,
    '2 files: 2 episodes, 91 steps identical; no file differs.',
    'Images are not compared; the random numbers that drawing them costs are.',
    '',
  ]);
  expect([status, stderr]).toEqual([0, '']);
});

it('tells the first difference and ends with status 1, also if another file cannot be read', async () => {
  const lines = recorded('length.norender.jsonl.gz');
  lines[13][3] = 63;
  const changed = join(folder, 'changed.jsonl.gz');
  writeFileSync(changed, pack(lines));
  const { status, stdout, stderr } = await replay(changed, join(folder, 'nothing.gz'));
  expect(stdout).toContain(`${changed}: differs, after 0 episodes, 12 steps that are identical.`);
  expect(stdout).toMatch(
    /where {5}seed 0, episode 1, step 13\n {2}field {5}x\n {2}expected {2}63\n {2}found {5}\d\d\n/,
  );
  expect(stderr).toContain(`There is no file ${join(folder, 'nothing.gz')}.`);
  expect(status).toBe(1);
});

it('ends with status 2 for files that are no traces', async () => {
  const broken = join(folder, 'broken.jsonl.gz');
  writeFileSync(broken, pack([{ ...recorded('length.norender.jsonl.gz')[0], v: 7 }]));
  const { status, stderr } = await replay(broken);
  expect(stderr).toBe(
    `${broken}: Line 1: "v" must be 1, the only version of the format that can be replayed; got 7.\n`,
  );
  expect(status).toBe(2);
});

it.each([
  [[], /Say which files to replay/],
  [['--fast', 'x'], /Unknown option '--fast'\. --help shows what there is\./],
])('refuses %j', async (args, message) => {
  const { status, stderr } = await replay(...args);
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});

it('explains itself', async () => {
  const { status, stdout } = await replay('--help');
  expect(stdout).toContain('npm run replay:crafter -- FILE.jsonl.gz');
  expect(status).toBe(0);
});
