/** What the agent sees as English text: one line per node in sight, nearest first, and where it is and has to go. */
import { current, lastReward, look, type PogsState } from './state.ts';

export function observationText(state: PogsState): string {
  const { nodes, parents } = look(state);
  const lines = nodes.map((node, i) => {
    const onward = nodes.filter((_, j) => parents[j] === node);
    const neighbours = (i === 0 ? onward : [parents[i] as number, ...onward]).sort((a, b) => a - b);
    return `node: ${node}, neighbours: [${neighbours.join(', ')}]`;
  });
  const invalid = lastReward(state) < 0 ? ['Invalid move: that node is no neighbour of this one.'] : [];
  return [...invalid, ...lines, `current node: ${current(state)}, target node: ${state.target}`].join('\n');
}
