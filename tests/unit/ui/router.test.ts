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
  ['#/report/dynamic-planning', 'report'],
  ['#/report', 'report'],
  ['#/report/', 'report'],
  ['#/report/other', 'unknown'],
  ['#/report/rao/<b>', 'unknown'],
  ['#/%zz', 'unknown'],
])('%s is the screen %s', (hash, screen) => {
  expect(parseRoute(hash).screen).toBe(screen);
});

test.each([
  ['#/report', null, null],
  ['#/report/rao', 'rao', null],
  ['#/report/rao/', 'rao', null],
  ['#/report/rao/small-window', 'rao', 'small-window'],
  ['#/report/dynamic-planning/how-often', 'dynamic-planning', 'how-often'],
])('%s asks for the report on %s and its section %s', (hash, paper, section) => {
  expect(parseRoute(hash)).toEqual({ screen: 'report', paper, section });
});

test.each([
  ['#/steer', ''],
  ['#/steer?seed=12', 'seed=12'],
])('%s asks for the world of %s', (hash, query) => {
  expect(parseRoute(hash)).toEqual({ screen: 'steer', query });
});
