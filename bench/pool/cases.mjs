/**
 * What the pool of agents is measured on: rollouts of a scripted policy. Ten thousand agents that are alive at the same
 * time in a world that does next to nothing show what agents cost by themselves; TextCraft shows it with a real one.
 */

/**
 * @typedef {object} PoolCase
 * @property {string} id
 * @property {string} title
 * @property {'roots' | 'tree' | 'chains' | 'textcraft'} script Which trees are grown; `bench/page/pool-scripts.ts` has them.
 * @property {number} trees Roots.
 * @property {number} agents Alive at the same time in one tree, the root among them; 0 where the world decides.
 */

/** @type {readonly PoolCase[]} */
export const POOL_CASES = [
  { id: 'pool-roots', title: '10,000 single agents', script: 'roots', trees: 10_000, agents: 1 },
  { id: 'pool-tree', title: '8 wide trees of 1250 agents', script: 'tree', trees: 8, agents: 1250 },
  {
    id: 'pool-chains',
    title: '10 chains of 1000 agents, each the child of the one before',
    script: 'chains',
    trees: 10,
    agents: 1000,
  },
  {
    id: 'pool-textcraft',
    title: '400 TextCraft tasks, solved by the scripted expert',
    script: 'textcraft',
    trees: 400,
    agents: 0,
  },
];

/** Agent workers; with none, the agents live on the run's own thread. */
export const POOL_SIZES = [0, 1, 2];
