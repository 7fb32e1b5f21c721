import { expect, test } from 'vitest';
import { parseRoute } from '../../../src/ui/router.ts';

test.each([
  ['', 'gallery'],
  ['#', 'gallery'],
  ['#/', 'gallery'],
  ['#/library', 'library'],
  ['#/run', 'run'],
  ['#/run?preset=rao-textcraft', 'run'],
  ['#/run/abc?seed=1', 'run'],
  ['#/runs', 'unknown'],
  ['#/%zz', 'unknown'],
])('%s is the screen %s', (hash, screen) => {
  expect(parseRoute(hash).screen).toBe(screen);
});
