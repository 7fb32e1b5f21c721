import { describe, expect, it } from 'vitest';
import type { Settings, Split } from '../../../../src/envs/environment.ts';
import { craftingDepths, recipeOf } from '../../../../src/envs/textcraft/book.ts';
import { bookName, fixedBook } from '../../../../src/envs/textcraft/fixed-book.ts';
import { bands, generate } from '../../../../src/envs/textcraft/generator.ts';
import { checkSettings, SCALES } from '../../../../src/envs/textcraft/settings.ts';
import { taskSet } from '../../../../src/envs/textcraft/task-set.ts';
import { key } from '../../../../src/random/index.ts';

/** Tasks per band of one split. */
function sizes(settings: Settings, split: Split): number[] {
  const tasks = taskSet(settings).filter((task) => task.split === split);
  return bands(settings).map(
    ({ low, high }) => tasks.filter(({ difficulty }) => difficulty >= low && difficulty <= high).length,
  );
}

describe("the paper's task set", () => {
  const tasks = taskSet(SCALES.paper);

  it('has as many tasks as the paper in every band of both splits', () => {
    expect(bands(SCALES.paper).map(({ name }) => name)).toEqual(['easy', 'medium', 'hard', 'extreme']);
    expect(sizes(SCALES.paper, 'train')).toEqual([588, 852, 544, 538]);
    expect(sizes(SCALES.paper, 'validation')).toEqual([147, 213, 136, 136]);
    expect(tasks).toHaveLength(2522 + 632);
  });

  it('has them in every edition of the book', () => {
    const other = { ...SCALES.paper, bookSeed: 7 };
    expect(sizes(other, 'train')).toEqual([588, 852, 544, 538]);
    expect(sizes(other, 'validation')).toEqual([147, 213, 136, 136]);
    expect(taskSet(other)).not.toEqual(tasks);
  });

  it('never asks in validation for an item that is a target of training', () => {
    const targets = (split: Split) => new Set(tasks.filter((task) => task.split === split).map(({ item }) => item));
    expect([...targets('train')].filter((item) => targets('validation').has(item))).toEqual([]);
    expect([targets('train').size, targets('validation').size]).toEqual([1021, 256]);
  });

  it('asks for one to three pieces of easy and medium targets, for one or two of deeper ones', () => {
    const counts = (low: number, high: number) =>
      new Set(tasks.filter(({ difficulty }) => difficulty >= low && difficulty <= high).map(({ count }) => count));
    expect(counts(2, 6)).toEqual(new Set([1, 2, 3]));
    expect(counts(7, 12)).toEqual(new Set([1, 2]));
  });

  it('has every task once, with the depth that its target has', () => {
    expect(new Set(tasks.map(({ item, count }) => `${item} ${count}`)).size).toBe(tasks.length);
    const depths = craftingDepths(fixedBook(bookName(SCALES.paper)));
    for (const { item, difficulty } of tasks) expect(depths[item]).toBe(difficulty);
  });
});

describe('the fixed tasks of other worlds', () => {
  it('cover every depth under uniform rules, four fifths of the targets for training', () => {
    const settings = { book: 1, itemsPerTier: 5, maxTargetCount: 2, tiers: 4 };
    for (const difficulty of [1, 2, 3]) {
      const at = taskSet(settings).filter((task) => task.difficulty === difficulty);
      expect(at.filter(({ split }) => split === 'train')).toHaveLength(4 * 2);
      expect(at.filter(({ split }) => split === 'validation')).toHaveLength(1 * 2);
    }
  });

  it('say what to change when a number has no word', () => {
    const settings = { book: 1, tiers: 6, maxCount: 4, maxNumber: 8 };
    expect(() => taskSet(settings)).toThrow(/need numbers up to \d+\. Raise the setting maxNumber \(8\)/);
  });
});

describe('generate with a fixed book', () => {
  const draw = (seed: number, difficulty: number, split?: Split) =>
    generate(key(seed), difficulty, SCALES.paper, split);

  it('draws tasks of the asked split and depth, those of training unless told otherwise', () => {
    for (const split of ['train', 'validation', undefined] as const) {
      const allowed = taskSet(SCALES.paper).filter((task) => task.split === (split ?? 'train'));
      for (const difficulty of [2, 7, 12]) {
        for (let seed = 0; seed < 20; seed++) {
          const { item, count } = draw(seed, difficulty, split).state;
          expect(allowed).toContainEqual({ split: split ?? 'train', difficulty, item, count });
        }
      }
    }
  });

  it('reaches all tasks of a split, about equally often', () => {
    const settings = { book: 1, itemsPerTier: 5, tiers: 3, maxTargetCount: 2 };
    const times = new Map<string, number>();
    for (let seed = 0; seed < 800; seed++) {
      const { id } = generate(key(seed), 2, settings, 'train');
      times.set(id, (times.get(id) ?? 0) + 1);
    }
    expect(times.size).toBe(8);
    for (const n of times.values()) expect(Math.abs(n - 100)).toBeLessThan(40);
  });

  it('starts a task with the same stocks whenever it is drawn', () => {
    const settings = { ...SCALES.paper, tiers: 3, itemsPerTier: 2, domains: 1 };
    const states = new Map<string, unknown>();
    for (let seed = 0; seed < 30; seed++) {
      const { id, state } = generate(key(seed), 2, settings, 'validation');
      if (states.has(id)) expect(state).toEqual(states.get(id));
      states.set(id, state);
    }
    expect(states.size).toBe(3);
  });

  it('makes states that stay small, whose book is found again by its name', () => {
    const { state } = draw(3, 12);
    const there = JSON.parse(JSON.stringify(state)) as typeof state;
    expect(there).toEqual(state);
    expect(JSON.stringify(state).length).toBeLessThan(3000);
    expect(recipeOf(fixedBook(String(there.book)), there.item)).not.toBeNull();
  });
});

describe('fixedBook', () => {
  it('gives the same book for the same name, another for another edition', () => {
    const name = bookName(SCALES.paper);
    const first = fixedBook(name);
    // Enough others to push it off the shelf.
    for (let bookSeed = 100; bookSeed < 110; bookSeed++) fixedBook(bookName(checkSettings({ bookSeed })));
    const again = fixedBook(name);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
    expect(fixedBook(bookName({ ...SCALES.paper, bookSeed: 43 })).ingredients).not.toEqual(first.ingredients);
  });

  it('does not depend on settings that only tasks depend on', () => {
    const { paper } = SCALES;
    expect(bookName({ ...paper, maxTargetCount: 1, buffer: 0, distractors: 0 })).toBe(bookName(paper));
  });

  it.each(['', 'x', '{"tiers":99}', '{"colour":1}'])('refuses the name "%s"', (name) => {
    expect(() => fixedBook(name)).toThrow(/is not the name of a recipe book/);
  });
});
