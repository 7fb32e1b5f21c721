/** Who has which place in the cache. */
import { describe, expect, it } from 'vitest';
import { SlotTable, sharedPrefix } from '../../../src/model/slots.ts';

const NOBODY: ReadonlySet<string> = new Set();

describe('SlotTable', () => {
  it('makes places as they are needed, and finds them again', () => {
    const table = new SlotTable(3);
    const a = table.acquire('a', NOBODY);
    expect(a).toEqual({ index: 0, tokens: [] });
    expect(table.acquire('b', NOBODY)?.index).toBe(1);
    expect(table.acquire('a', NOBODY)).toBe(a);
    expect(table.find('a')).toBe(a);
    expect(table.find('c')).toBeNull();
    expect(table.count).toBe(2);
  });

  it('uses the place of a released sequence again, empty', () => {
    const table = new SlotTable(2);
    const a = table.acquire('a', NOBODY);
    a?.tokens.push(1, 2);
    table.release('a');
    table.release('nobody');
    expect(table.find('a')).toBeNull();
    const b = table.acquire('b', NOBODY);
    expect(b).toEqual({ index: 0, tokens: [] });
    expect(table.count).toBe(1);
  });

  it('takes the place of the sequence that was continued longest ago', () => {
    const table = new SlotTable(2);
    table.acquire('a', NOBODY)?.tokens.push(1);
    table.acquire('b', NOBODY);
    table.acquire('a', NOBODY);
    // Looking is no use.
    table.find('b');
    expect(table.acquire('c', NOBODY)?.index).toBe(1);
    expect(table.find('b')).toBeNull();
    expect(table.find('a')?.tokens).toEqual([1]);
    expect(table.count).toBe(2);
  });

  it('takes no place from who is busy', () => {
    const table = new SlotTable(2);
    table.acquire('a', NOBODY);
    table.acquire('b', NOBODY);
    expect(table.acquire('c', new Set(['a', 'b']))).toBeNull();
    expect(table.acquire('b', new Set(['a', 'b']))?.index).toBe(1);
    expect(table.acquire('c', new Set(['a']))?.index).toBe(1);
    expect(table.find('a')?.index).toBe(0);
  });

  it('forgets everyone at once', () => {
    const table = new SlotTable(2);
    table.acquire('a', NOBODY)?.tokens.push(5);
    table.acquire('b', NOBODY)?.tokens.push(6);
    table.releaseAll();
    expect([table.find('a'), table.find('b')]).toEqual([null, null]);
    const indices = ['c', 'd'].map((name) => table.acquire(name, NOBODY)?.index);
    expect(indices.sort()).toEqual([0, 1]);
    expect(table.find('c')?.tokens).toEqual([]);
  });

  it('has at least one place, and a whole number of them', () => {
    expect(new SlotTable(0).limit).toBe(1);
    expect(new SlotTable(2.9).limit).toBe(2);
  });
});

describe('sharedPrefix', () => {
  const slot = { index: 0, tokens: [1, 2, 3, 4] };

  it('is the common beginning', () => {
    expect(sharedPrefix(slot, [1, 2, 9, 4, 5])).toBe(2);
    expect(sharedPrefix(slot, [7, 2])).toBe(0);
    expect(sharedPrefix(slot, Int32Array.of(1, 2, 3, 4, 5, 6))).toBe(4);
    expect(sharedPrefix({ index: 0, tokens: [] }, [1])).toBe(0);
  });

  it('leaves the last token to be read', () => {
    expect(sharedPrefix(slot, [1, 2, 3, 4])).toBe(3);
    expect(sharedPrefix(slot, [1, 2])).toBe(1);
    expect(sharedPrefix(slot, [1])).toBe(0);
  });
});
