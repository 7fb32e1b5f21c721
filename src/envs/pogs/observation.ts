/**
 * What an agent reads: `at` its node, the target, the neighbours of its node; then for each further node whose onward
 * neighbours are seen `:`, the node, and these; `>` at the end. Each edge is said once, on the side that is nearer, and
 * a node nearer than the limit of sight that begins no group is a dead end. Nothing of the past is in it.
 */
import type { Token } from '../environment.ts';
import type { Sight } from './state.ts';
import { labelOf, labelToken, TOKEN } from './vocabulary.ts';

export function observationTokens({ nodes, parents, target }: Sight): Token[] {
  const tokens = [TOKEN.at, labelToken(nodes[0] as number), labelToken(target)];
  // Nearest first, children of one node stand together.
  let group = nodes[0] as number;
  for (let i = 1; i < nodes.length; i++) {
    const parent = parents[i] as number;
    if (parent !== group) {
      tokens.push(TOKEN[':'], labelToken(parent));
      group = parent;
    }
    tokens.push(labelToken(nodes[i] as number));
  }
  tokens.push(TOKEN['>']);
  return tokens;
}

/**
 * Most tokens of an observation. Of m nodes beside the agent's own, at least one in `hops` begins no group, since it is
 * at the end of a branch or of sight; each is told once, and each group takes two tokens more.
 */
export function longestObservation(nodes: number, hops: number): number {
  const others = nodes - 1;
  const groups = others - Math.ceil(others / hops);
  return 4 + others + 2 * groups;
}

/**
 * The sight that was written so, by `observationTokens` and for that tree. Throws a RangeError where a node is due and
 * something else stands; nothing further is checked.
 */
export function readObservation(tokens: readonly Token[], nodes: number, hops: number): Sight {
  const label = (token: Token | undefined) => {
    const read = labelOf(token, nodes);
    if (read < 0) throw new RangeError(`The token ${token} of an observation must be a node; got [${tokens}].`);
    return read;
  };
  const [here, target] = [label(tokens[1]), label(tokens[2])];
  const seen = { nodes: [here], parents: [-1], distances: [0] };
  let group = here;
  for (let i = 3; i < tokens.length - 1; i++) {
    if (tokens[i] === TOKEN[':']) group = label(tokens[++i]);
    else {
      const from = seen.nodes.indexOf(group);
      seen.nodes.push(label(tokens[i]));
      seen.parents.push(group);
      seen.distances.push((seen.distances[from] as number) + 1);
    }
  }
  return { ...seen, target, hops };
}
