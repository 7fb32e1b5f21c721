import { expect, test } from 'vitest';
import { parameterCount } from '../../../src/experiments/parameter-count.ts';
import { parameterLayout } from '../../../src/model/layout.ts';

test.each([
  { vocabulary: 92, context: 64, width: 64, layers: 2, heads: 4, hidden: 176, valueHead: false, ropeBase: 10_000 },
  { vocabulary: 17, context: 32, width: 24, layers: 3, heads: 2, hidden: 40, valueHead: true, ropeBase: 10_000 },
])('agrees with the layout of the parameters', (config) => {
  expect(parameterCount(config)).toBe(parameterLayout(config).size);
});
