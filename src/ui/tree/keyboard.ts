/**
 * Keys of the tree, after the WAI-ARIA tree pattern: up and down walk the visible nodes, right unfolds or enters, left
 * folds or leaves, Home and End go to the ends, Enter and Space select. Beyond the pattern, letters lead to landmarks,
 * digits set how many levels are in view, and / searches. Pure: says what a key means.
 */
import { LANDMARK_WORDS, LANDMARKS, type Landmark } from './landmarks.ts';

export interface KeyNode {
  readonly path: string;
  readonly parent: string | null;
  readonly hasChildren: boolean;
  readonly collapsed: boolean;
}

export type TreeKeyAction =
  | { readonly kind: 'focus'; readonly path: string }
  | { readonly kind: 'select'; readonly path: string }
  | { readonly kind: 'collapse'; readonly path: string }
  | { readonly kind: 'expand'; readonly path: string }
  | { readonly kind: 'landmark'; readonly landmark: Landmark }
  /** Null for all of them. */
  | { readonly kind: 'levels'; readonly levels: number | null }
  | { readonly kind: 'search' };

/** `visible` stands in depth-first order. Null: the key means nothing here and is left to the page. */
export function treeKeyAction(key: string, focused: string, visible: readonly KeyNode[]): TreeKeyAction | null {
  const at = visible.findIndex(({ path }) => path === focused);
  const node = visible[at];
  if (!node) return null;
  const focus = (target: KeyNode | undefined): TreeKeyAction | null =>
    target ? { kind: 'focus', path: target.path } : null;
  switch (key) {
    case 'ArrowDown':
      return focus(visible[at + 1]);
    case 'ArrowUp':
      return focus(visible[at - 1]);
    case 'ArrowRight':
      if (!node.hasChildren) return null;
      return node.collapsed ? { kind: 'expand', path: node.path } : focus(visible[at + 1]);
    case 'ArrowLeft':
      if (node.hasChildren && !node.collapsed) return { kind: 'collapse', path: node.path };
      return focus(visible.find(({ path }) => path === node.parent));
    case 'Home':
      return focus(visible[0]);
    case 'End':
      return focus(visible.at(-1));
    case 'Enter':
    case ' ':
      return { kind: 'select', path: node.path };
    case '/':
      return { kind: 'search' };
    default: {
      if (/^\d$/.test(key)) return { kind: 'levels', levels: Number(key) || null };
      const landmark = LANDMARKS.find((one) => LANDMARK_WORDS[one].key === key.toLowerCase());
      return landmark ? { kind: 'landmark', landmark } : null;
    }
  }
}
