/** Zoom levels of the tree: what fits, what is readable, sizes, and the outline of narrow views. */
import { describe, expect, it } from 'vitest';
import {
  coarser,
  extent,
  fittingDensity,
  geometry,
  OUTLINE_WIDTH,
  position,
  readableDensity,
  styleOf,
} from '../../../../src/ui/tree/density.ts';

const view = { width: 900, height: 400 };
const same = (columns: number, rows: number) => ({ level: { columns, rows }, outline: { columns, rows } });

describe('densities', () => {
  it('fit small trees roomily, large ones only in overview', () => {
    expect(fittingDensity(same(3, 4), view)).toBe('roomy');
    expect(fittingDensity(same(5, 12), view)).toBe('compact');
    expect(fittingDensity(same(7, 110), view)).toBe('overview');
  });

  it('are never so coarse unasked that the text goes', () => {
    expect(readableDensity(same(3, 4), view)).toBe('roomy');
    expect(readableDensity(same(7, 110), view)).toBe('compact');
  });

  it('know the coarser of two', () => {
    expect(coarser('roomy', 'compact')).toBe('compact');
    expect(coarser('overview', 'compact')).toBe('overview');
  });

  it('become an outline below the width for columns, save the overview', () => {
    const narrow = { width: OUTLINE_WIDTH - 1, height: 400 };
    const tree = { level: { columns: 4, rows: 20 }, outline: { columns: 4, rows: 30 } };
    const styles = (['roomy', 'compact', 'overview'] as const).map((density) => styleOf(density, tree, narrow));
    expect(styles).toEqual(['outline', 'outline', 'level']);
    const g = geometry('compact', 'outline', tree.outline, narrow);
    expect(g.outline).toBe(true);
    expect(extent(tree.outline, g).width).toBeLessThanOrEqual(narrow.width);
  });

  it('become an outline for chains that would run out of a wide view, not for bushes', () => {
    const chain = { level: { columns: 9, rows: 9 }, outline: { columns: 9, rows: 17 } };
    const bush = { level: { columns: 9, rows: 60 }, outline: { columns: 9, rows: 120 } };
    expect(styleOf('compact', chain, view)).toBe('outline');
    expect(styleOf('compact', bush, view)).toBe('level');
    expect(styleOf('compact', same(3, 4), view)).toBe('level');
  });
});

describe('geometry', () => {
  for (const density of ['roomy', 'compact', 'overview'] as const) {
    it(`leaves room between boxes: ${density}`, () => {
      const extents = { columns: 5, rows: 40 };
      const g = geometry(density, 'level', extents, view);
      expect(g.columnPitch).toBeGreaterThan(g.width + g.trunk);
      if (density !== 'overview') expect(g.rowPitch).toBeGreaterThan(g.height);
      const last = position({ column: 4, row: 39 }, g);
      const size = extent(extents, g);
      expect(last.x + g.width + g.margin).toBeCloseTo(size.width);
      expect(last.y + g.height / 2 + g.margin).toBeCloseTo(size.height);
    });
  }

  it('squeezes the overview into the view as long as dots remain', () => {
    for (const rows of [1, 10, 60, 120]) {
      const extents = { columns: 6, rows };
      const size = extent(extents, geometry('overview', 'level', extents, view));
      expect(size.width).toBeLessThanOrEqual(view.width);
      expect(size.height).toBeLessThanOrEqual(view.height);
    }
    const tall = geometry('overview', 'level', { columns: 2, rows: 1000 }, view);
    expect(tall.rowPitch).toBeGreaterThanOrEqual(3);
  });

  it('makes boxes wider for longer goals, up to a limit', () => {
    const width = (letters: number) => geometry('compact', 'level', { columns: 2, rows: 2 }, view, letters).width;
    expect(width(12)).toBeGreaterThan(width(6));
    expect(width(3)).toBe(width(6));
    expect(width(200)).toBe(width(100));
    expect(geometry('compact', 'level', { columns: 2, rows: 2 }, view, 200).letters).toBeLessThan(20);
  });
});
