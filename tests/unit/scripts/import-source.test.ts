import { expect, it } from 'vitest';
import { importSource } from '../../../scripts/import-source.mjs';

it('gives what a module of the app exports, and leaves no trace in the environment', async () => {
  const { NODE_ENV } = process.env;
  delete process.env.NODE_ENV;
  try {
    expect(await importSource('src/experiments/reproduction/bar.ts')).toMatchObject({ barsOf: expect.any(Function) });
    expect(process.env.NODE_ENV).toBeUndefined();
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
});
