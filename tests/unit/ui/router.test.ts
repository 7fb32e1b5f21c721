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
  ['#/steer', 'steer'],
  ['#/steer?seed=12', 'steer'],
  ['#/steering', 'unknown'],
  ['#/report/rao', 'report'],
  ['#/report/rao/small-window', 'report'],
  ['#/report', 'unknown'],
  ['#/report/other', 'unknown'],
  ['#/report/rao/<b>', 'unknown'],
  ['#/%zz', 'unknown'],
])('%s is the screen %s', (hash, screen) => {
  expect(parseRoute(hash).screen).toBe(screen);
});

test.each([
  ['#/report/rao', null],
  ['#/report/rao/', null],
  ['#/report/rao/small-window', 'small-window'],
])('%s asks for the section %s of the report', (hash, section) => {
  expect(parseRoute(hash)).toEqual({ screen: 'report', section });
});

test.each([
  ['#/steer', ''],
  ['#/steer?seed=12', 'seed=12'],
])('%s asks for the world of %s', (hash, query) => {
  expect(parseRoute(hash)).toEqual({ screen: 'steer', query });
});
