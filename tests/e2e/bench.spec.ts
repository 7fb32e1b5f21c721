/** The bench in a real browser, on a network so small that it is over at once: two contestants that agree. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readReport } from '../../bench/schema.mjs';
import { script } from '../support/command.ts';

let base = '';

test.beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'espalier-bench-test-'));
});

test.afterAll(() => rmSync(base, { recursive: true, force: true }));

test('measures the wasm engine against stock TensorFlow.js', async () => {
  const out = join(base, 'bench.json');
  const names = 'wasm-portable,tfjs-wasm';
  const run = await script('bench/run.mjs', ['--only', 'smoke', '--contestants', names, '--quick', '--out', out]);
  expect(run.stderr).toContain('round 1 of 1');
  expect(run.status).toBe(0);
  expect(run.stdout).toContain('Espalier wasm (portable), 1 thread');

  const { results, host } = readReport(out);
  expect(host).toContain('Chromium');
  expect(results.map(({ contestant, status }) => [contestant, status])).toEqual([
    ['wasm-portable', 'measured'],
    ['tfjs-wasm', 'measured'],
  ]);
  for (const result of results) {
    if (result.status !== 'measured') throw new Error('not measured');
    expect(result.train?.milliseconds.n).toBeGreaterThan(0);
    expect(result.decode?.milliseconds.n).toBe(1);
    expect(result.memory.wasm).toBeGreaterThan(0);
    expect(result.losses[0]).toBeCloseTo(2.688, 2);
  }
});

test('keeps ten thousand agents alive on real workers', async () => {
  const out = join(base, 'pool.json');
  const run = await script('bench/run.mjs', ['--only', 'pool-tree', '--quick', '--out', out]);
  expect(run.stderr).toContain('2 workers: ');
  expect(run.status).toBe(0);
  const { pool } = readReport(out);
  expect(pool?.failures).toEqual([]);
  expect(pool?.results.map(({ workers, alive }) => [workers, alive])).toEqual([
    [0, 10_000],
    [1, 10_000],
    [2, 10_000],
  ]);
  for (const { heap, milliseconds } of pool?.results ?? []) {
    expect(milliseconds.n).toBe(2);
    // All agents are gone after a rollout, and so is what they needed.
    expect(Math.max(...heap.after)).toBeLessThan(heap.most / 2);
  }
});

test('measures Crafter in a worker', async () => {
  const out = join(base, 'crafter.json');
  const run = await script('bench/run.mjs', ['--only', 'crafter-steps,crafter-fork', '--quick', '--out', out]);
  expect(run.status).toBe(0);
  const { crafter } = readReport(out);
  expect(crafter?.failures).toEqual([]);
  expect(crafter?.results.map((result) => [result.case, result.microseconds.n])).toEqual([
    ['crafter-steps', 3],
    ['crafter-fork', 3],
  ]);
  expect(run.stdout).toContain('the reference, per second');
});

test('explains itself, and mistakes', async () => {
  expect((await script('bench/run.mjs', ['--help'])).stdout).toContain('--contestants');
  const { status, stderr } = await script('bench/run.mjs', ['--only', 'everything']);
  expect(status).toBe(2);
  expect(stderr).toContain('--only does not know "everything"');
});
