/** What each key means in the tree (WAI-ARIA tree pattern). */
import { describe, expect, it } from 'vitest';
import { type KeyNode, treeKeyAction } from '../../../../src/ui/tree/keyboard.ts';

const node = (path: string, hasChildren = false, collapsed = false): KeyNode => {
  const cut = path.lastIndexOf('.');
  return { path, parent: cut < 0 ? null : path.slice(0, cut), hasChildren, collapsed };
};

/** 0.1 is folded: its children are not among the visible. */
const VISIBLE = [node('0', true), node('0.0', true), node('0.0.0'), node('0.1', true, true), node('0.2')];
const act = (key: string, focused: string) => treeKeyAction(key, focused, VISIBLE);

describe('treeKeyAction', () => {
  it('walks the visible nodes and stops at the ends', () => {
    expect(act('ArrowDown', '0.0.0')).toEqual({ kind: 'focus', path: '0.1' });
    expect(act('ArrowUp', '0.1')).toEqual({ kind: 'focus', path: '0.0.0' });
    expect(act('ArrowDown', '0.2')).toBeNull();
    expect(act('ArrowUp', '0')).toBeNull();
    expect(act('Home', '0.2')).toEqual({ kind: 'focus', path: '0' });
    expect(act('End', '0')).toEqual({ kind: 'focus', path: '0.2' });
  });

  it('enters, unfolds, folds and leaves', () => {
    expect(act('ArrowRight', '0')).toEqual({ kind: 'focus', path: '0.0' });
    expect(act('ArrowRight', '0.1')).toEqual({ kind: 'expand', path: '0.1' });
    expect(act('ArrowRight', '0.2')).toBeNull();
    expect(act('ArrowLeft', '0.0')).toEqual({ kind: 'collapse', path: '0.0' });
    expect(act('ArrowLeft', '0.1')).toEqual({ kind: 'focus', path: '0' });
    expect(act('ArrowLeft', '0.0.0')).toEqual({ kind: 'focus', path: '0.0' });
  });

  it('selects with Enter and Space', () => {
    expect(act('Enter', '0.2')).toEqual({ kind: 'select', path: '0.2' });
    expect(act(' ', '0.2')).toEqual({ kind: 'select', path: '0.2' });
  });

  it('leads to landmarks, sets levels, searches', () => {
    expect(act('f', '0')).toEqual({ kind: 'landmark', landmark: 'failed' });
    expect(act('C', '0')).toEqual({ kind: 'landmark', landmark: 'critical' });
    expect(act('3', '0')).toEqual({ kind: 'levels', levels: 3 });
    expect(act('0', '0')).toEqual({ kind: 'levels', levels: null });
    expect(act('/', '0')).toEqual({ kind: 'search' });
  });

  it('leaves other keys, and a focus that is nowhere, alone', () => {
    expect(act('a', '0')).toBeNull();
    expect(act('Tab', '0')).toBeNull();
    expect(act('ArrowDown', '0.9')).toBeNull();
  });
});
