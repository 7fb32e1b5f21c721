/**
 * What the colour of a node says: how it ended, or one of its figures on a scale. The figure is always printed (or, in
 * the overview, drawn as a level) as well, so that colour only repeats it. Pure.
 */
import { fixed, signed } from './format.ts';
import type { TreeNodeView } from './nodes.ts';

export const COLOURINGS = ['status', 'reward', 'advantage', 'cost'] as const;

export type Colouring = (typeof COLOURINGS)[number];

/** For the choice, and for the legend of the scale. */
export const COLOURING_WORDS: Readonly<Record<Colouring, { readonly title: string; readonly scale: string }>> = {
  status: { title: 'status', scale: 'how each agent ended' },
  reward: { title: 'reward', scale: 'reward R of each agent' },
  advantage: { title: 'advantage', scale: 'advantage A: what was written is made more (+) or less (−) likely' },
  cost: { title: 'cost', scale: 'tokens in each agent’s own context' },
};

/** `most` is the figure at which the colour is full; positive. */
export interface Scale {
  readonly by: Colouring;
  readonly most: number;
}

export interface Tint {
  readonly hue: 'plus' | 'minus' | 'cost';
  /** In [0, 1]. */
  readonly strength: number;
}

/** The figure behind the colour; null where there is none, as for every status. */
function figureOf(node: TreeNodeView, by: Colouring): number | null {
  if (node.status === 'later') return null;
  switch (by) {
    case 'status':
      return null;
    case 'reward':
      return node.reward;
    case 'advantage':
      return node.advantage;
    case 'cost':
      return node.tokens;
    default:
      return by satisfies never;
  }
}

export function scaleOf(nodes: readonly TreeNodeView[], by: Colouring): Scale {
  const most = nodes.reduce((largest, node) => Math.max(largest, Math.abs(figureOf(node, by) ?? 0)), 0);
  // Rewards reach 1 without any help by children; a tree of poor ones must not look as green as a good one.
  return { by, most: by === 'reward' ? Math.max(1, most) : most || 1 };
}

/** Null for a node that keeps the plain colour. */
export function tintOf(node: TreeNodeView, { by, most }: Scale): Tint | null {
  const figure = figureOf(node, by);
  if (figure === null) return null;
  const strength = Math.min(1, Math.abs(figure) / most);
  if (by === 'cost') return { hue: 'cost', strength };
  return { hue: figure < 0 ? 'minus' : 'plus', strength };
}

/** "R 1.40", "A −0.25", "57/1152 tok", "7/138 t": own figures before those of the whole subtree. */
export function figureText(node: TreeNodeView, by: Colouring): string {
  if (node.status === 'later') return '';
  if (by === 'reward' && node.reward !== null) return `R ${fixed(node.reward)}`;
  if (by === 'advantage' && node.advantage !== null) return `A ${signed(node.advantage)}`;
  if (by === 'cost') return `${ownAndAll(node.tokens, node.subtreeTokens, node)} tok`;
  return `${ownAndAll(node.turns, node.subtreeTurns, node)} t`;
}

/** "7/138", or "3" for an agent without sub-agents. */
export function ownAndAll(own: number, all: number, { subtreeAgents }: Pick<TreeNodeView, 'subtreeAgents'>): string {
  return subtreeAgents > 1 ? `${own}/${all}` : String(own);
}

/** Colourings for which these nodes have figures. */
export function colouringsOf(nodes: readonly TreeNodeView[]): ReadonlySet<Colouring> {
  const has = (by: Colouring) => nodes.some((node) => figureOf(node, by) !== null);
  return new Set(COLOURINGS.filter((by) => by === 'status' || by === 'cost' || has(by)));
}
