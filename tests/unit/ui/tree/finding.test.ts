/** What colour says, where one is led to, what is folded, and which rows are drawn. */
import { describe, expect, it } from 'vitest';
import { PACES, roundMs } from '../../../../src/ui/parts/use-replay.ts';
import { colouringsOf, figureText, scaleOf, tintOf } from '../../../../src/ui/tree/colouring.ts';
import { geometry } from '../../../../src/ui/tree/density.ts';
import { foldedPaths, UNFOLDED, withFold, withView } from '../../../../src/ui/tree/folding.ts';
import { landmarksOf, nextOf, search } from '../../../../src/ui/tree/landmarks.ts';
import { inRows, rowsAt, stepOf } from '../../../../src/ui/tree/use-rows.ts';
import { row } from '../../../support/tree-rows.ts';

describe('colouring', () => {
  const nodes = [
    row('0', { reward: 1.4, advantage: 0.3, tokens: 40, subtreeTokens: 90, subtreeAgents: 2 }),
    row('0.0', { reward: 0.7, advantage: -0.6, tokens: 50 }),
    row('0.1', { status: 'later', reward: null, tokens: 0 }),
  ];

  it('is full at the largest figure, and tells plus from minus', () => {
    const rewards = scaleOf(nodes, 'reward');
    expect(nodes.map((node) => tintOf(node, rewards))).toEqual([
      { hue: 'plus', strength: 1 },
      { hue: 'plus', strength: 0.5 },
      null,
    ]);
    const advantages = scaleOf(nodes, 'advantage');
    expect(nodes.map((node) => tintOf(node, advantages))).toEqual([
      { hue: 'plus', strength: 0.5 },
      { hue: 'minus', strength: 1 },
      null,
    ]);
    expect(tintOf(nodes[0]!, scaleOf(nodes, 'cost'))).toEqual({ hue: 'cost', strength: 0.8 });
    expect(nodes.map((node) => tintOf(node, scaleOf(nodes, 'status')))).toEqual([null, null, null]);
  });

  it('does not make a tree of small rewards look like a good one', () => {
    expect(tintOf(row('0', { reward: 0.2 }), scaleOf([row('0', { reward: 0.2 })], 'reward'))?.strength).toBeCloseTo(
      0.2,
    );
    expect(tintOf(row('0', { advantage: 0 }), scaleOf([row('0', { advantage: 0 })], 'advantage'))?.strength).toBe(0);
  });

  it('prints the figure, own before the subtree’s', () => {
    expect(figureText(nodes[0]!, 'status')).toBe('3/3 t');
    expect(figureText(nodes[1]!, 'status')).toBe('3 t');
    expect(figureText(nodes[0]!, 'cost')).toBe('40/90 tok');
    expect(figureText(nodes[0]!, 'reward')).toBe('R 1.40');
    expect(figureText(nodes[1]!, 'advantage')).toBe('A −0.60');
    expect(figureText(nodes[2]!, 'cost')).toBe('');
  });

  it('is offered only where there are figures', () => {
    expect([...colouringsOf(nodes)]).toEqual(['status', 'reward', 'advantage', 'cost']);
    expect([...colouringsOf([row('0')])]).toEqual(['status', 'cost']);
  });
});

describe('landmarks', () => {
  const nodes = [
    row('0', { critical: true }),
    row('0.0', { status: 'failed', refused: 2 }),
    row('0.0.0', { status: 'context', critical: true }),
    row('0.1', { joined: false }),
    row('0.1.0', { status: 'later', joined: null }),
  ];

  it('finds agents of each kind', () => {
    expect(landmarksOf(nodes)).toEqual({
      failed: ['0.0', '0.0.0'],
      refused: ['0.0'],
      lost: ['0.1'],
      critical: ['0', '0.0.0'],
      deepest: ['0.0.0'],
    });
    expect(landmarksOf([row('0', { critical: true })])).toMatchObject({ critical: [], deepest: [] });
  });

  it('leads from one to the next and begins again', () => {
    expect(nextOf(nodes, ['0.0', '0.0.0'], '0')).toBe('0.0');
    expect(nextOf(nodes, ['0.0', '0.0.0'], '0.0')).toBe('0.0.0');
    expect(nextOf(nodes, ['0.0', '0.0.0'], '0.1')).toBe('0.0');
    expect(nextOf(nodes, ['0.1'], '0.1')).toBe('0.1');
    expect(nextOf(nodes, [], '0')).toBeNull();
  });

  it('searches goals whatever the case, and paths', () => {
    const goals: Readonly<Record<string, string>> = {
      '0': 'Pie',
      '0.0': 'apple pie',
      '0.0.0': 'apple',
      '0.1': 'flour',
    };
    const goalOf = (path: string) => goals[path] ?? '';
    expect(search(nodes, goalOf, 'PIE ')).toEqual(['0', '0.0']);
    expect(search(nodes, goalOf, '0.1')).toEqual(['0.1']);
    expect(search(nodes, goalOf, '  ')).toEqual([]);
  });
});

describe('folding', () => {
  const nodes = [row('0'), row('0.0'), row('0.0.0'), row('0.0.0.0'), row('0.1')];

  it('folds below a level, save what was unfolded by hand', () => {
    const one = { ...UNFOLDED, levels: 1 };
    expect([...foldedPaths(nodes, one)]).toEqual(['0.0', '0.0.0', '0.0.0.0', '0.1']);
    expect([...foldedPaths(nodes, withFold(one, '0.0', false))]).toEqual(['0.0.0', '0.0.0.0', '0.1']);
    expect([...foldedPaths(nodes, withFold(withFold(one, '0.0', false), '0.0', true))]).toContain('0.0');
  });

  it('unfolds what hides an agent, and only that', () => {
    const folding = withFold(withFold(UNFOLDED, '0.0', true), '0.1', true);
    const shown = withView(folding, '0.0.0', foldedPaths(nodes, folding));
    expect([...foldedPaths(nodes, shown)]).toEqual(['0.1']);
    expect(withView(UNFOLDED, '0.0.0', new Set())).toBe(UNFOLDED);
  });
});

describe('rows in view', () => {
  const view = { width: 900, height: 400 };
  const g = geometry('compact', 'level', { columns: 3, rows: 1000 }, view);
  it('cover the view at every place of its step, and not much more', () => {
    for (let scrollTop = 0; scrollTop < 20_000; scrollTop += 37) {
      const rows = rowsAt(stepOf(scrollTop, view.height), view.height, g);
      const top = Math.floor((scrollTop - g.margin) / g.rowPitch);
      const bottom = Math.ceil((scrollTop + view.height - g.margin) / g.rowPitch);
      expect(rows.first).toBeLessThanOrEqual(top);
      expect(rows.last).toBeGreaterThanOrEqual(bottom);
      expect(rows.last - rows.first).toBeLessThan((4 * view.height) / g.rowPitch);
    }
  });

  it('meet spans that reach into them', () => {
    expect(inRows({ first: 5, last: 9 }, 0, 5)).toBe(true);
    expect(inRows({ first: 5, last: 9 }, 9, 20)).toBe(true);
    expect(inRows({ first: 5, last: 9 }, 0, 4)).toBe(false);
    expect(inRows({ first: 5, last: 9 }, 10, 10)).toBe(false);
  });
});

describe('the pace of a replay', () => {
  it('neither stretches short trees nor flickers through long ones', () => {
    for (const pace of PACES) {
      expect(roundMs(4, pace)).toBeLessThanOrEqual(1500);
      expect(roundMs(100_000, pace)).toBeGreaterThanOrEqual(16);
    }
    expect(roundMs(100, 'slow')).toBeGreaterThan(roundMs(100, 'normal'));
    expect(roundMs(100, 'normal')).toBeGreaterThan(roundMs(100, 'fast'));
    expect(roundMs(0, 'normal')).toBeGreaterThan(0);
  });
});
