/** Places of agents in their tree. */
import { expect, it } from 'vitest';
import { ancestorsOf, childrenOf, parentOf } from '../../../../src/ui/tree/paths.ts';

it('knows parents and ancestors, also beyond the tenth child', () => {
  expect(['0', '0.1', '0.1.12'].map(parentOf)).toEqual([null, '0', '0.1']);
  expect(ancestorsOf('0')).toEqual([]);
  expect(ancestorsOf('0.1.12.3')).toEqual(['0', '0.1', '0.1.12']);
});

it('gathers children by parent, in the order in which they come', () => {
  const agents = ['0', '0.0', '0.0.0', '0.1', '0.10', '0.0.1'].map((path) => ({ path }));
  const paths = Array.from(childrenOf(agents), ([parent, children]) => [parent, children.map(({ path }) => path)]);
  expect(paths).toEqual([
    ['0', ['0.0', '0.1', '0.10']],
    ['0.0', ['0.0.0', '0.0.1']],
  ]);
});
