import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src/envs/environment.ts';
import { credit, truth } from '../../../../src/envs/oolong/answer.ts';
import { difficulties, generate } from '../../../../src/envs/oolong/generator.ts';
import { goalTokens, KINDS, labelCounts } from '../../../../src/envs/oolong/question.ts';
import { everything, NO_LABEL, RECORD } from '../../../../src/envs/oolong/records.ts';
import { checkSettings, recordsOf } from '../../../../src/envs/oolong/settings.ts';
import { FIELDS, sizeOf } from '../../../../src/envs/oolong/vocabulary.ts';
import { key } from '../../../../src/random/index.ts';

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);
const worlds: { name: string; settings: Settings }[] = [
  { name: 'default', settings: {} },
  { name: 'smallest', settings: { window: 40, slice: 4, questions: 1, users: 2, periods: 2, labels: 2, maxNumber: 2 } },
  { name: 'large', settings: { window: 200, pieces: 4, users: 12, periods: 12, labels: 6, maxNumber: 99, tiers: 8 } },
];

describe.each(worlds)('tasks of the $name world', ({ settings }) => {
  it.each(difficulties(settings))('have records of difficulty %i that can be asked about', (difficulty) => {
    const checked = checkSettings(settings);
    for (const seed of SEEDS.slice(0, difficulty > 5 ? 2 : difficulty > 3 ? 5 : 12)) {
      const { state, goal, goldSteps, ...task } = generate(key(seed), difficulty, settings);
      const { records, question, slice } = state;
      expect(task.difficulty).toBe(difficulty);
      expect(slice).toEqual({ from: 0, to: recordsOf(checked, difficulty) });
      expect(slice).toEqual(everything(records));
      expect(goal).toEqual(goalTokens(records, state));
      expect(goldSteps).toBe(Math.ceil(slice.to / checked.slice) + 1);
      expect(state).toMatchObject({ cursor: 0, reports: [], answer: null });
      for (const [i, field] of FIELDS.entries()) {
        const values = new Set(records.fields.filter((_, at) => at % RECORD === i));
        if (field === 'label') values.delete(NO_LABEL);
        expect(Math.max(0, ...values)).toBeLessThan(sizeOf(records, field));
      }
      const tally = labelCounts({ kind: 'tally', filter: null, label: -1 }, records.fields, slice, records.labels);
      // Every number about every slice has a word.
      expect(Math.max(...tally)).toBeLessThanOrEqual(checked.maxNumber);
      const right = truth(question, records.fields, slice, records);
      expect(credit(question, right, right)).toBe(1);
      if (question.kind === 'most') expect(right).toHaveLength(1);
    }
  });
});

describe('generate', () => {
  const drawn = (difficulty: number, settings: Settings, n = 400) =>
    Array.from({ length: n }, (_, seed) => generate(key(seed), difficulty, settings).state);

  it('is a pure function of its arguments', () => {
    const settings = Object.freeze({ tiers: 3 });
    expect(generate(key(7), 3, settings)).toEqual(generate(key(7), 3, settings));
    expect(generate(key(7), 3, settings).state).not.toEqual(generate(key(8), 3, settings).state);
  });

  it('names tasks by difficulty and key', () => {
    const ids = SEEDS.flatMap((seed) => [1, 2].map((difficulty) => generate(key(seed), difficulty, {}).id));
    expect(ids[0]).toBe('oolong-1-0000000000000000');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('survives structured cloning', () => {
    const task = generate(key(1), 3, {});
    expect(structuredClone(task)).toEqual(task);
  });

  it('asks all kinds of questions, with every filter that fits', () => {
    const asked = new Set(drawn(1, {}).map(({ question }) => `${question.kind} ${question.filter?.field ?? 'any'}`));
    const all = KINDS.flatMap((kind) => ['any', 'user', 'period'].map((filter) => `${kind} ${filter}`));
    expect(asked).toEqual(new Set(all.filter((name) => name !== 'who user')));
  });

  it('asks what the settings allow', () => {
    const kinds = (questions: number) => new Set(drawn(1, { questions }, 60).map(({ question }) => question.kind));
    expect(kinds(1)).toEqual(new Set(['count']));
    expect(kinds(2)).toEqual(new Set(['count', 'most', 'tally']));
    expect(drawn(1, { filtered: 0 }, 60).every(({ question }) => question.filter === null)).toBe(true);
    expect(drawn(1, { filtered: 1 }, 60).every(({ question }) => question.filter !== null)).toBe(true);
  });

  it.each([1, 4, 7])('spreads the numbers asked for evenly at difficulty %i', (difficulty) => {
    const n = difficulty === 7 ? 200 : 600;
    const seen = new Map<number, number>();
    for (const { question, records, slice } of drawn(difficulty, { questions: 1 }, n)) {
      const right = truth(question, records.fields, slice, records)[0] as number;
      seen.set(right, (seen.get(right) ?? 0) + 1);
    }
    const largest = difficulty === 1 ? 11 : 12;
    expect([...seen.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: largest + 1 }, (_, i) => i));
    const expected = n / (largest + 1);
    for (const count of seen.values()) expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it('hides the asked label among others, in other periods and of other users too', () => {
    let elsewhere = 0;
    for (const { question, records, slice } of drawn(4, { questions: 1, filtered: 1 }, 40)) {
      const matching = truth(question, records.fields, slice, records)[0] as number;
      elsewhere += (truth({ ...question, filter: null }, records.fields, slice, records)[0] as number) - matching;
    }
    expect(elsewhere).toBeGreaterThan(40);
  });

  it('lists of all lengths are asked for, nobody and everybody included', () => {
    const lengths = drawn(3, {}, 400).flatMap(({ question, records, slice }) =>
      question.kind === 'who' ? [truth(question, records.fields, slice, records).length] : [],
    );
    expect(new Set(lengths)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
  });

  it.each([0, -1, 8, 1.5, Number.NaN])('refuses the difficulty %s', (difficulty) => {
    expect(() => generate(key(0), difficulty, {})).toThrow(/difficulty 1 to 7; got .*raise the setting tiers/);
  });

  it('offers as many difficulties as there are tiers', () => {
    expect(difficulties({})).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(difficulties({ tiers: 1 })).toEqual([1]);
  });
});
