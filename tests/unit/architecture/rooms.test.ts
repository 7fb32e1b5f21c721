/** The import table holds what ARCHITECTURE's section on rooms says, for every room, and every file obeys it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ROOMS, roomOf, violations } from '../../../scripts/rooms.mjs';

describe('the table', () => {
  it('has a row for every room', () => {
    const entries = readdirSync('src', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || /\.tsx?$/.test(entry.name))
      .map((entry) => roomOf(`src/${entry.name}`));
    expect(Object.keys(ROOMS)).toEqual(expect.arrayContaining(entries));
  });

  it('is obeyed by every file', () => {
    const files = readdirSync('src', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('assembly'))
      .map((entry) => `${entry.parentPath.replaceAll('\\', '/')}/${entry.name}`);
    expect(files.flatMap((file) => violations(file, readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('forbidden', () => {
  it.each([
    ['src/random/key.ts', `import { unit } from '../envs/environment.ts';`],
    ['src/random/key.ts', `import { proxy } from 'comlink';`],
    ['src/envs/textcraft/rules.ts', `import type { Trace } from '../../rl/trace.ts';`],
    ['src/envs/textcraft/rules.ts', `import { checkModelConfig } from '../../model/config.ts';`],
    ['src/envs/textcraft/rules.ts', `export * from '../../workers/protocol.ts';`],
    ['src/model/sampling.ts', `import { advance } from '../rl/agent.ts';`],
    ['src/model/sampling.ts', `import type { Token } from '../envs/environment.ts';`],
    ['src/rl/credit.ts', `import { TfjsEngine } from '../model/engines/tfjs/engine.ts';`],
    ['src/rl/credit.ts', `import { solve } from '../envs/textcraft/solver.ts';`],
    ['src/rl/credit.ts', `import type { RunEvent } from '../workers/protocol.ts';`],
    ['src/rl/credit.ts', `import * as tf from '@tensorflow/tfjs-core';`],
    ['src/rl/methods/rao.ts', `const store = await import('../../store/runs.ts');`],
    ['src/store/runs.ts', `import { trainBatch } from '../rl/trainer.ts';`],
    ['src/store/runs.ts', `import { RunClient } from '../workers/client.ts';`],
    ['src/experiments/schema.ts', `import { render } from 'preact';`],
    ['src/experiments/schema.ts', `import { layout } from '../model/layout.ts';`],
    ['src/workers/pool.ts', `import { App } from '../ui/app.tsx';`],
    ['src/workers/pool.ts', `import { signal } from '@preact/signals';`],
    ['src/ui/run/screen.tsx', `import { Pool } from '../../workers/pool.ts';`],
    ['src/ui/run/screen.tsx', `import { assignCredit } from '../../rl/credit.ts';`],
    ['src/ui/run/screen.tsx', `import { layout } from '../../model/layout.ts';`],
    ['src/ui/run/screen.tsx', `new Worker(new URL('../../workers/run-thread.ts', import.meta.url));`],
    ['src/main.ts', `import { RunClient } from './workers/client.ts';`],
    ['src/headless.ts', `import { App } from './ui/app.tsx';`],
    ['src/ui/app.tsx', `import { launchOptions } from '../../scripts/chromium.mjs';`],
  ])('%s: %s', (path, source) => {
    expect(violations(path, source)).toHaveLength(1);
  });

  it('a room that the table does not know', () => {
    expect(violations('src/helpers/misc.ts', '')).toHaveLength(1);
  });

  it('values where only types may be imported', () => {
    const source = `import { type MetricRow, newest } from '../rl/records.ts';`;
    expect(violations('src/store/runs.ts', source)).toEqual([
      'src/store/runs.ts:1: store may import only types from rl/records.ts.',
    ]);
  });

  it('Math.random, in any spelling and in every room', () => {
    for (const room of Object.keys(ROOMS)) {
      const path = `src/${room}/file.ts`;
      expect(violations(path, 'const a = 1;\nconst b = Math.random();')[0]).toContain(':2: Math.random');
      expect(violations(path, `const b = Math['random']();`)).toHaveLength(1);
    }
  });
});

describe('allowed', () => {
  it.each([
    ['src/envs/textcraft/rules.ts', `import { foldIn } from '../../random/index.ts';`],
    ['src/model/init.ts', `import { normal } from '../random/index.ts';`],
    ['src/model/engines/tfjs/engine.ts', `import * as tf from '@tensorflow/tfjs-core';`],
    ['src/model/engines/webgpu/pipeline.ts', `import source from './matmul.wgsl?raw';`],
    ['src/rl/rollout.ts', `import type { Environment } from '../envs/environment.ts';`],
    ['src/rl/rollout.ts', `import type { Engine } from '../model/engine.ts';`],
    ['src/store/runs.ts', `import type { Checkpoint } from '../rl/records.ts';`],
    ['src/store/runs.ts', `import { openDB } from 'idb';`],
    ['src/workers/client.ts', `new Worker(new URL('./run-thread.ts', import.meta.url), { type: 'module' });`],
    ['src/workers/run-thread.ts', `import { WebGpuEngine } from '../model/engines/webgpu/engine.ts';`],
    ['src/ui/run/screen.tsx', `import type { RunEvent } from '../../workers/protocol.ts';`],
    ['src/ui/run/screen.tsx', `import { environments } from '../../envs/registry.ts';`],
    ['src/ui/app.tsx', `import 'uplot/dist/uPlot.min.css';`],
    ['src/main.ts', `import { mount } from './ui/mount.tsx';`],
    ['src/headless.ts', `import { RunClient } from './workers/client.ts';`],
  ])('%s: %s', (path, source) => {
    expect(violations(path, source)).toEqual([]);
  });
});

it('names the room of a file', () => {
  expect(roomOf('src/rl/methods/rao.ts')).toBe('rl');
  expect(roomOf('src/main.tsx')).toBe('main');
});
