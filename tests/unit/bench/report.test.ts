/** Pages and pictures, made of a small report that is made up. */
import { describe, expect, it } from 'vitest';
import { CASES } from '../../../bench/cases.mjs';
import { describeCase } from '../../../bench/record.mjs';
import { lineChart, spreadOut } from '../../../bench/report/chart.mjs';
import { benchPage, pictures, readmeBlock, tables } from '../../../bench/report/pages.mjs';
import { figure, range, table } from '../../../bench/report/text.mjs';
import { type BenchReport, checkReport } from '../../../bench/schema.mjs';

const spread = (median: number) => ({ min: median / 2, median, max: median * 2, n: 7 });

function measured(
  caseId: string,
  contestant: string,
  milliseconds: number,
  gpu = false,
): BenchReport['results'][number] {
  const figures = {
    milliseconds: spread(milliseconds),
    script: gpu ? spread(0.5) : null,
    gflops: 12.3,
    tokensPerSecond: 45_678,
    dispatches: gpu ? 54 : 0,
    submits: gpu ? 1 : 0,
    readBacks: gpu ? 1 : 0,
  };
  const step = { milliseconds: 2, script: gpu ? 0.04 : null, dispatches: gpu ? 18 : 0, submits: 0.1 };
  return {
    case: caseId,
    contestant,
    status: 'measured',
    description: 'made up',
    firstStep: 99,
    losses: [5.5, 5.4, 5.3],
    train: figures,
    decode: caseId === 'bench' ? { ...figures, step } : null,
    memory: { device: gpu ? { now: 1e6, most: 2e6 } : null, wasm: gpu ? null : 3e6 },
  };
}

const REPORT: BenchReport = {
  version: 1,
  date: '2026-03-01T12:00:00.000Z',
  machine: { cpu: 'Abacus', cores: 2, memory: 8 * 2 ** 30, load: 0.1 },
  host: 'Chromium 1.0',
  node: '20.19.0',
  adapter: { vendor: 'google', architecture: 'swiftshader', description: '', software: true },
  packages: { '@jax-js/jax': '0.1.25' },
  settings: { rounds: 5, milliseconds: 400, budget: 3 },
  cases: CASES.filter(({ id }) => ['bench', 'tokens-64', 'tokens-256'].includes(id)).map(describeCase),
  results: [
    measured('bench', 'tfjs-wasm', 300),
    measured('bench', 'wasm', 30),
    measured('bench', 'webgpu', 800, true),
    { case: 'bench', contestant: 'jax-webgpu', status: 'failed', reason: 'It broke down.' },
    measured('tokens-64', 'wasm', 4),
    measured('tokens-256', 'wasm', 16),
    { case: 'tokens-256', contestant: 'tfjs-cpu', status: 'skipped', reason: 'A step would take about 9 s.' },
  ],
};

describe('the schema', () => {
  it('takes the report, and what JSON makes of it', () => {
    expect(checkReport(JSON.parse(JSON.stringify(REPORT)))).toEqual(REPORT);
  });

  it.each([
    ['an unknown field', { ...REPORT, extra: 1 }, 'extra'],
    ['a figure that is none', { ...REPORT, settings: { ...REPORT.settings, rounds: -1 } }, 'settings.rounds'],
    ['an absence without reason', { ...REPORT, results: [{ ...REPORT.results[3], reason: '' }] }, 'results.0'],
    ['another version', { ...REPORT, version: 2 }, 'version'],
  ])('refuses %s and says where', (_, value, place) => {
    expect(() => checkReport(value)).toThrow(place);
  });
});

describe('the page', () => {
  const page = benchPage(REPORT);

  it('ranks by the median, with range and count', () => {
    const rows = page.split('\n').filter((line) => /\| +7 \|/.test(line) && line.includes('99'));
    expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual([
      'Espalier wasm (relaxed FMA), 1 thread',
      'stock TensorFlow.js, wasm',
      'Espalier WebGPU',
    ]);
    expect(rows[0]).toContain('30 (15–60)');
  });

  it('says who is missing and why', () => {
    expect(page).toContain('- jax-js, webgpu: failed. It broke down.');
    expect(page).toContain('- stock TensorFlow.js, cpu: skipped. A step would take about 9 s.');
  });

  it('says on what, and that a simulated GPU is none', () => {
    expect(page).toContain('Abacus, 2 cores, 8 GB');
    expect(page).toContain('simulated in software');
    expect(page).not.toContain('busy with other work');
    const machine = { ...REPORT.machine, load: 3.5 };
    const busy = benchPage({ ...REPORT, machine });
    expect(busy).toContain('**busy with other work** (load 3.5 before the run)');
    // Neither met nor missed.
    expect(busy).toContain('- not judged');
    expect(busy).not.toContain('- met');
  });

  it('says what is asked of the device only where there is one', () => {
    const device = page.split('\n').filter((line) => /\| +54 \|/.test(line));
    expect(device).toHaveLength(1);
    expect(device[0]).toContain('Espalier WebGPU');
  });

  it('holds every bar against what was measured, and leaves out what was not', () => {
    expect(page).toContain('- met: 54 (at most 60) dispatches of a WebGPU train step');
    expect(page).toContain('- MISSED: 10 (at least 15) × faster than stock TensorFlow.js on wasm, one thread');
    expect(page).toContain('- met: 0.04 (at most 0.05) ms of JavaScript per token step of WebGPU writing');
    expect(page).not.toContain('× faster than jax-js');
  });

  it('leaves out a line of growth that nobody was measured on', () => {
    expect(page).toContain('bench-tokens.svg');
    expect(page).not.toContain('bench-parameters.svg');
    expect(Object.keys(pictures(REPORT))).toEqual(['bench-tokens.svg']);
  });
});

it('shows the bench policy in the README', () => {
  const block = readmeBlock(REPORT);
  expect(block).toContain('429,000 parameters on 4 × 128 tokens');
  expect(block).toMatch(/stock TensorFlow.js, wasm +\| +300 \(150–600\) \|/);
  expect(block).not.toContain('busy');
  expect(readmeBlock({ ...REPORT, machine: { ...REPORT.machine, load: 1.1 } })).toContain('busy with other work');
  expect(() => readmeBlock({ ...REPORT, cases: [] })).toThrow('bench');
});

it('prints a table per case', () => {
  expect(tables(REPORT).match(/contestant /g)?.length).toBeGreaterThanOrEqual(4);
});

describe('text', () => {
  it.each([
    [0, '0'],
    [0.012_34, '0.0123'],
    [12.345, '12.3'],
    [1234, '1230'],
    [45_678, '45,700'],
  ])('writes %d as %s', (value, text) => expect(figure(value)).toBe(text));

  it('aligns tables', () => {
    expect(table(['a', 'figure'], [['long name', '1']])).toBe(
      ['| a         | figure |', '| --------- | -----: |', '| long name |      1 |'].join('\n'),
    );
  });

  it('leaves a range empty that is unknown', () => expect(range(null)).toBe(''));
});

describe('the chart', () => {
  const chart = {
    title: 'Time <of> a step',
    description: 'It grows.',
    x: 'tokens',
    y: 'ms',
    lines: [
      { title: 'one & all', points: [[10, 1] as const, [1000, 100] as const] },
      { title: 'other', points: [[10, 10] as const] },
    ],
  };

  it('is described for those who cannot see it', () => {
    const svg = lineChart(chart);
    expect(svg).toContain('role="img"');
    expect(svg).toContain('<desc id="description">It grows.</desc>');
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  it('escapes its texts and draws every point', () => {
    const svg = lineChart(chart);
    expect(svg).toContain('Time &lt;of&gt; a step');
    expect(svg).toContain('one &amp; all');
    expect(svg.match(/<title>/g)).toHaveLength(3);
    expect(svg).not.toContain('NaN');
  });

  it('puts equal steps of a factor at equal distances', () => {
    const points = /points="([^"]+)"/.exec(
      lineChart({
        ...chart,
        lines: [
          {
            title: 'x',
            points: [
              [1, 1],
              [10, 10],
              [100, 100],
            ],
          },
        ],
      }),
    );
    const [a, b, c] = (points?.[1] ?? '').split(' ').map((place) => place.split(',').map(Number)) as [number, number][];
    expect(b![0] - a![0]).toBeCloseTo(c![0] - b![0], 0);
    expect(a![1] - b![1]).toBeCloseTo(b![1] - c![1], 0);
  });

  it('refuses to be empty', () => expect(() => lineChart({ ...chart, lines: [] })).toThrow(RangeError));

  it('keeps labels apart, in order', () => {
    const placed = spreadOut([100, 101, 102, 300]);
    expect(placed.toSorted((a, b) => a - b)).toEqual(placed);
    expect(placed[1]! - placed[0]!).toBeGreaterThanOrEqual(16);
    expect(placed[3]).toBe(300);
  });
});
