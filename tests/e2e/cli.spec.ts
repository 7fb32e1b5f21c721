/** The command line on the built app: training, the run folder, evaluation, Ctrl-C, and mistakes in words. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { command, TINY, TINY_PLANNING } from '../support/command.ts';

let base = '';

test.beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'espalier-cli-'));
});

test.afterAll(() => rmSync(base, { recursive: true, force: true }));

interface Line {
  readonly type: string;
  readonly status?: string;
  readonly row?: { readonly step: number; readonly values: Record<string, number> };
}

const linesOf = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const read = (...path: string[]) => readFileSync(join(base, ...path), 'utf8');
const json = (...path: string[]): unknown => JSON.parse(read(...path));

test.describe('a run', () => {
  test.describe.configure({ mode: 'serial' });

  test('trains, and leaves a run folder', async () => {
    const run = await command('train', ['--seed', '5', ...TINY, '--json', '--out', join(base, 'run')]);
    expect(run.stderr).toContain('Done.');
    expect(run.status).toBe(0);

    const lines = linesOf(run.stdout);
    expect(new Set(lines.map((line) => line.type))).toEqual(
      new Set(['status', 'engine', 'progress', 'metrics', 'evaluation', 'checkpoint']),
    );
    const rows = lines.flatMap((line) => line.row ?? []);
    expect(rows.length).toBeGreaterThan(2);
    expect(readdirSync(join(base, 'run')).sort()).toEqual([
      'checkpoints',
      'config.json',
      'evaluation.json',
      'metrics.jsonl',
      'run.json',
      'traces.jsonl',
    ]);
    expect(json('run', 'config.json')).toMatchObject({ seed: 5, engine: 'wasm', training: { updates: 2 } });
    expect(linesOf(read('run', 'metrics.jsonl'))).toHaveLength(rows.length);
    expect(linesOf(read('run', 'traces.jsonl')).length).toBeGreaterThan(0);
    expect(readdirSync(join(base, 'run', 'checkpoints'))).toContain(String(rows.length));
  });

  test('is evaluated from its folder, as it was at the end of training', async () => {
    const { status, stdout } = await command('evaluate', ['--run', join(base, 'run'), '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual((json('run', 'evaluation.json') as unknown[]).at(-1));
  });

  test('is evaluated on chosen difficulties from a chosen checkpoint', async () => {
    const [checkpoint = ''] = readdirSync(join(base, 'run', 'checkpoints'));
    const { status, stdout } = await command('evaluate', [
      ...['--run', join(base, 'run', 'checkpoints', checkpoint), '--difficulty', '2-3', '--tasks', '1'],
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      step: Number(checkpoint),
      byDifficulty: [
        { difficulty: 2, tasks: 1 },
        { difficulty: 3, tasks: 1 },
      ],
    });
  });

  test('is compared with another run on the same tasks', async () => {
    const other = await command('train', [
      ...['--seed', '6', ...TINY, '--set', 'agent.delegation=false', '--json', '--out', join(base, 'single')],
    ]);
    expect(other.status).toBe(0);
    const pair = ['--run', join(base, 'single'), '--compare', join(base, 'run')];
    const refused = await command('evaluate', pair);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('The runs have different seeds, 6 and 5');

    const thorough = ['--samples', '2', '--temperature', '1', '--speed', '1', '--difficulty', '1', '--tasks', '2'];
    const out = join(base, 'comparison.json');
    const compared = await command('evaluate', [...pair, ...thorough, '--set', 'seed=6', '--out', out]);
    expect(compared.stderr).toContain('Which tasks are solved');
    expect(compared.status).toBe(0);
    expect(compared.stdout).toBe('');
    const side = (delegation: boolean) => ({
      delegation,
      temperature: 1,
      byDifficulty: [{ difficulty: 1, tasks: 2, samples: 2 }],
      speed: [{ difficulty: 1 }],
    });
    expect(json('comparison.json')).toMatchObject({
      first: { run: join(base, 'run'), evaluation: side(true) },
      second: { run: join(base, 'single'), evaluation: side(false) },
      comparison: { byDifficulty: [{ difficulty: 1, tasks: 2 }], overall: { tasks: 2 } },
    });
    expect(read('comparison.json')).not.toContain('"attempts"');
    const again = await command('evaluate', [...pair, ...thorough, '--out', out]);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('exists already');
  });

  test('refuses an evaluation that makes no sense, in words', async () => {
    const { status, stdout, stderr } = await command('evaluate', [
      ...['--run', join(base, 'run'), '--samples', '3', '--temperature', '0'],
    ]);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('all 3 attempts at a task are the same');
  });

  test('gives the same again from its config.json, with another number of workers', async () => {
    const again = await command('train', [
      ...['--config', join(base, 'run', 'config.json'), '--workers', '1', '--out', join(base, 'again')],
    ]);
    expect(again.status).toBe(0);
    expect(again.stdout).toContain('success by difficulty');
    const results = (folder: string) =>
      linesOf(read(folder, 'metrics.jsonl')).map((line) => ({
        ...line,
        values: Object.fromEntries(
          Object.entries((line as unknown as { values: object }).values).filter(([name]) => !name.startsWith('time/')),
        ),
      }));
    expect(results('again')).toEqual(results('run'));
    expect(read('again', 'traces.jsonl')).toBe(read('run', 'traces.jsonl'));
    expect(json('again', 'evaluation.json')).toEqual(json('run', 'evaluation.json'));
  });

  test('whose checkpoint is damaged is not evaluated, and says so', async () => {
    const checkpoints = join(base, 'again', 'checkpoints');
    const newest = readdirSync(checkpoints).sort((a, b) => Number(b) - Number(a))[0] ?? '';
    for (const name of readdirSync(join(checkpoints, newest))) {
      if (name.endsWith('.safetensors')) writeFileSync(join(checkpoints, newest, name), 'no longer a network');
    }
    const { status, stdout, stderr } = await command('evaluate', ['--run', join(base, 'again')]);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`checkpoints/${newest}/`);
  });
});

test.describe('a run of an agent that plans', () => {
  test.describe.configure({ mode: 'serial' });

  test('trains, and leaves a run folder', async () => {
    const run = await command('train', ['--preset', 'dynamic-pogs', ...TINY_PLANNING, '--out', join(base, 'plans')]);
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/score by difficulty: {3}1: \d\.\d\d {5}plans per step: {3}1: \d\.\d\d/);
    expect(run.stdout).toContain('Done.');
    const rows = linesOf(read('plans', 'metrics.jsonl'));
    const checkpoint = join('plans', 'checkpoints', String(rows.length));
    expect(readdirSync(join(base, checkpoint)).sort()).toEqual([
      'agents.json',
      'config.json',
      'model.safetensors',
      'optimizer.safetensors',
      'reference.safetensors',
      'state.json',
    ]);
    expect(json(checkpoint, 'agents.json')).toHaveLength(4);
    const traces = linesOf(read('plans', 'traces.jsonl')) as unknown as { kind: string; phase: string }[];
    expect(traces.map(({ kind, phase }) => `${phase} ${kind}`).sort()).toEqual([
      'evaluation episode',
      'training episode',
      'training episode',
    ]);
  });

  test('is evaluated from its folder, as it was at the end of training, in tables and as JSON', async () => {
    const { status, stdout, stderr } = await command('evaluate', ['--run', join(base, 'plans'), '--json']);
    expect(status).toBe(0);
    expect(stderr).toMatch(/Agent that plans when it decides to after step \d+, temperature 1/);
    expect(stderr).toMatch(/difficulty +episodes +score +95 % +best +reward +steps +plans\/step/);
    const [stored] = json('plans', 'evaluation.json') as [object];
    // Shares of nothing are null here, and tagged there.
    const withNulls = (text: string) => text.replaceAll('{"$number":"NaN"}', 'null');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(withNulls(JSON.stringify(stored))));
  });

  test('is evaluated on as many episodes and at the temperature that is asked for', async () => {
    const { status, stdout } = await command('evaluate', [
      ...['--run', join(base, 'plans'), '--tasks', '2', '--temperature', '0', '--set', 'agent.when=never'],
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      planning: { when: 'never' },
      temperature: 0,
      byDifficulty: [{ episodes: 2, meanPlanTokens: 0 }],
    });
  });

  test('is evaluated with the plans of a coach, and for what a new plan is worth', async () => {
    const rule = ['when=every', 'every=1', 'content=coach'].flatMap((one) => ['--set', `agent.${one}`]);
    const { status, stdout, stderr } = await command('evaluate', [
      ...['--run', join(base, 'plans'), '--tasks', '3', '--plan-advantage', '6', ...rule],
    ]);
    expect(status).toBe(0);
    expect(stderr).toContain("Agent that plans at every step and carries a coach's plan instead after");
    expect(stderr).toMatch(/What a new plan is worth.*\n.*moments +worth +95 %\nall moments +6 /);
    expect(JSON.parse(stdout)).toMatchObject({
      planning: { when: 'every', every: 1, content: 'coach' },
      byDifficulty: [{ episodes: 3, frequency: 1, meanPlanTokens: 0 }],
      advantage: { moments: 6, decided: { planned: { moments: 6 }, kept: null } },
    });
  });

  for (const [what, args, message] of [
    ['the worth of plans that it never makes', ['--plan-advantage', '4', '--set', 'agent.when=never'], 'never plans'],
    ['several attempts', ['--samples', '2'], 'leave out --samples, --attempts and --speed'],
    ['a comparison', ['--compare'], 'Only runs of agents that delegate can be compared task by task'],
  ] as const) {
    test(`is not evaluated by ${what}, and says so`, async () => {
      const run = join(base, 'plans');
      const asked = [...args, ...(args[0] === '--compare' ? [run] : [])];
      const { status, stdout, stderr } = await command('evaluate', ['--run', run, ...asked]);
      expect(stderr).toContain(message);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    });
  }
});

test('Ctrl-C saves a checkpoint and the folder, and stops', async () => {
  const out = join(base, 'stopped');
  let sent = false;
  const run = await command(
    'train',
    [...TINY, '--set', 'training.updates=10000', '--json', '--out', out],
    (text, child) => {
      if (sent || !text.includes('"metrics"')) return;
      sent = true;
      child.kill('SIGINT');
    },
  );
  expect(run.status).toBe(130);
  expect(run.stderr).toContain('Stopped.');
  const steps = readdirSync(join(out, 'checkpoints')).map(Number);
  expect(Math.max(...steps)).toBeGreaterThan(0);
  expect(linesOf(read('stopped', 'metrics.jsonl')).length).toBe(Math.max(...steps));
});

test.describe('mistakes', () => {
  for (const [what, args, message] of [
    ['an unknown flag', ['--sed', '1'], /Unknown option '--sed'/],
    ['an unknown preset', ['--preset', 'rao'], /no preset "rao"\. Choose one of: rao-textcraft/],
    ['an unknown setting', ['--set', 'training.lamda=1'], /Did you mean training\.lambda/],
    ['a context shorter than the prompt', ['--set', 'model.context=8'], /model\.context is 8 tokens/],
    ['a config that is not there', ['--config', 'nowhere.json'], /nowhere\.json cannot be read/],
    ['a config of something else', ['--config', 'package.json'], /version/],
  ] as const) {
    test(`train refuses ${what}`, async () => {
      const out = join(base, 'mistake');
      const { status, stdout, stderr } = await command('train', [...args, '--json', '--out', out]);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('    at ');
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(existsSync(out)).toBe(false);
    });
  }

  test('train says when the browser that was named is not there', async () => {
    const { status, stderr } = await command('train', TINY, undefined, { ESPALIER_CHROMIUM: '/nowhere/chromium' });
    expect(status).toBe(1);
    expect(stderr).toContain('ESPALIER_CHROMIUM names /nowhere/chromium, and no such file exists.');
    expect(stderr).not.toContain('    at ');
  });

  test('train does not write into a folder that holds something', async () => {
    const { status, stderr } = await command('train', [...TINY, '--out', 'src']);
    expect(status).toBe(2);
    expect(stderr).toContain('Nothing is overwritten');
  });

  test('evaluate refuses what is not a run', async () => {
    const { status, stderr } = await command('evaluate', ['--run', 'src']);
    expect(status).toBe(2);
    expect(stderr).toContain('neither a run folder');
  });

  test('both explain themselves', async () => {
    for (const name of ['train', 'evaluate'] as const) {
      const { status, stdout } = await command(name, ['--help']);
      expect(status).toBe(0);
      expect(stdout).toContain(`npm run ${name === 'train' ? 'train' : '--silent evaluate'} --`);
    }
  });
});
