/** What a tree and its nodes say in words: summaries, the labels that screen readers speak, the parts of the detail strip. */
import { plural } from '../format.ts';
import { fixed, score, signed } from './format.ts';
import { deepestOf } from './landmarks.ts';
import type { TreeNodeView } from './nodes.ts';
import { STATUSES } from './status.ts';

/** "5 agents, 2 levels of sub-agents, 23 turns, 9 one after another". */
export function summary(nodes: readonly TreeNodeView[]): string {
  const depth = deepestOf(nodes);
  const [root] = nodes;
  const levels = depth === 0 ? 'no sub-agents' : `${plural(depth, 'level')} of sub-agents`;
  const parts = [plural(root?.subtreeAgents ?? 0, 'agent'), levels, plural(root?.subtreeTurns ?? 0, 'turn')];
  if (depth > 0 && root?.criticalTurns) parts.push(`${root.criticalTurns} one after another`);
  return parts.join(', ');
}

/** "i17 ×2, finished, goal reached, 5 turns, score 1, reward 1.40, 2 refused spawns, on the critical path". */
export function spokenLabel(node: TreeNodeView, goal: string): string {
  if (node.status === 'later') return `${goal}, ${STATUSES.later.long}`;
  const parts = [goal, STATUSES[node.status].long, plural(node.turns, 'turn')];
  if (node.score !== null) parts.push(`score ${score(node.score)}`);
  if (node.reward !== null) parts.push(`reward ${fixed(node.reward)}`);
  if (node.refused > 0) parts.push(plural(node.refused, 'refused spawn'));
  if (node.subtreeAgents > 1) parts.push(`${node.subtreeAgents} agents with ${node.subtreeTurns} turns in its subtree`);
  if (node.joined === false) parts.push('result lost');
  if (node.batch !== null) parts.push('launched together with siblings');
  if (node.critical && node.subtreeAgents > 1) parts.push('on the critical path');
  return parts.join(', ');
}

/** One figure of the detail strip. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** What the figure means, for a tooltip. */
  readonly help: string;
}

/** The figures of a node, own ones first, then the subtree's. */
export function facts(node: TreeNodeView): Fact[] {
  if (node.status === 'later') return [];
  const list: Fact[] = [
    { label: 'turns', value: String(node.turns), help: 'Turns that this agent itself took' },
    { label: 'tokens', value: String(node.tokens), help: 'Tokens in this agent’s own context' },
    {
      label: 'score',
      value: node.score === null ? '–' : score(node.score),
      help: 'What the verifier says of this agent’s own goal, from 0 to 1',
    },
  ];
  if (node.reward !== null) {
    list.push({ label: 'reward', value: fixed(node.reward), help: 'Own score plus λ times the children’s mean score' });
  }
  if (node.advantage !== null) {
    list.push({
      label: 'advantage',
      value: signed(node.advantage),
      help: 'Reward minus the mean root reward of the other trees, weighted by depth',
    });
  }
  if (node.subtreeAgents > 1) {
    list.push(
      {
        label: 'agents',
        value: failedText(node),
        help: 'Agents in the subtree, this one included; those that missed their goals in brackets',
      },
      { label: 'turns in all', value: String(node.subtreeTurns), help: 'Turns of the whole subtree' },
      { label: 'tokens in all', value: String(node.subtreeTokens), help: 'Tokens of the whole subtree’s contexts' },
    );
    if (node.criticalTurns !== null) {
      list.push({
        label: 'turns one after another',
        value: String(node.criticalTurns),
        help: 'Length of the critical path: siblings launched together run side by side',
      });
    }
  }
  if (node.refused > 0) {
    list.push({
      label: 'refused spawns',
      value: String(node.refused),
      help: 'Wishes for sub-agents beyond the limits',
    });
  }
  if (node.errors > 0) {
    list.push({ label: 'errors', value: String(node.errors), help: 'Turns that the environment refused' });
  }
  return list;
}

function failedText({ subtreeAgents, subtreeFailed }: TreeNodeView): string {
  return subtreeFailed > 0 ? `${subtreeAgents} (${subtreeFailed} failed)` : String(subtreeAgents);
}

/** When it was launched and awaited, in words; empty for the root. Turns are counted from 1, as people do. */
export function lineage(node: TreeNodeView): string {
  if (node.status === 'later') return `Will be launched in its parent’s turn ${node.spawnTurn + 1}.`;
  if (node.parent === null || node.spawnTurn < 0) return '';
  const together = node.batch === null ? '' : ' together with its siblings';
  const launched = `Launched${together} in its parent’s turn ${node.spawnTurn + 1}`;
  if (node.joined === false && node.joinTurn < 0) return `${launched}; nobody waited for it.`;
  if (node.joinTurn < 0) return `${launched}.`;
  const lost = node.joined === false ? ' too late: its effect was no longer possible' : '';
  return `${launched}, awaited in turn ${node.joinTurn + 1}${lost}.`;
}

/** Why an agent is on the critical path, in words; empty when it is not. */
export function pathWords(node: TreeNodeView): string {
  if (!node.critical || node.criticalTurns === null) return '';
  if (node.parent === null) {
    return node.subtreeAgents > 1
      ? `The tree took ${plural(node.criticalTurns, 'turn')} one after another: the thick lines lead to the agents that the root waited for.`
      : '';
  }
  const waited = node.criticalTurns - node.turns;
  const parts = [`${plural(node.turns, 'turn')} of its own`];
  if (waited > 0) parts.push(`${waited} of waiting for sub-agents`);
  return `On the critical path with ${parts.join(' and ')}: had it been quicker, its parent could have gone on sooner.`;
}
