import { describe, expect, it } from 'vitest';
import { difficulties, generate } from '../../../../src/envs/deepdive/generator.ts';
import { fits, type Graph, NOBODY, pageOf, search, truth, walk } from '../../../../src/envs/deepdive/graph.ts';
import { questionTokens } from '../../../../src/envs/deepdive/question.ts';
import { checkSettings } from '../../../../src/envs/deepdive/settings.ts';
import type { Settings } from '../../../../src/envs/environment.ts';
import { key } from '../../../../src/random/index.ts';

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed);
const worlds: { name: string; settings: Settings }[] = [
  { name: 'default', settings: {} },
  {
    name: 'smallest',
    settings: { hops: 1, entities: 12, facts: 1, branching: 1, results: 1, relations: 4, attributes: 6 },
  },
  {
    name: 'densest',
    settings: { hops: 4, entities: 12, facts: 3, branching: 4, results: 6, relations: 4, attributes: 6 },
  },
  {
    name: 'large',
    settings: { hops: 10, entities: 64, facts: 3, branching: 4, results: 6, relations: 16, attributes: 16 },
  },
];
const pagesOf = (graph: Graph) => Array.from({ length: graph.entities }, (_, entity) => pageOf(graph, entity));

describe.each(worlds)('tasks of the $name world', ({ settings }) => {
  const checked = checkSettings(settings);

  it.each(difficulties(settings))('of difficulty %i ask for one entity at the end of as many hops', (difficulty) => {
    for (const seed of SEEDS.slice(0, difficulty > 4 ? 3 : 6)) {
      const { state, goal, goldSteps, ...task } = generate(key(seed), difficulty, settings);
      const { graph, question } = state;
      expect(task.difficulty).toBe(difficulty);
      expect(goal).toEqual(questionTokens(graph, question));
      expect(question.first.kind).toBe('described');
      expect(question.hops).toHaveLength(difficulty);
      expect(new Set(question.hops).size).toBe(difficulty);
      expect(state).toMatchObject({ searches: [], opened: [], reports: [], answer: null });
      const steps = walk(graph, question);
      expect(steps).toHaveLength(difficulty + 1);
      expect(new Set(steps.map(({ entity }) => entity)).size).toBe(difficulty + 1);
      expect(truth(graph, question)).toBe(steps.at(-1)?.entity);
      expect(truth(graph, question)).not.toBe(NOBODY);
      for (const { query, entity } of steps) {
        // One page in the whole graph fits, and a search always finds it.
        expect(pagesOf(graph).flatMap((page, one) => (fits(page, query) ? [one] : []))).toEqual([entity]);
        const found = search(graph, query);
        expect(found).toContain(entity);
        expect(found.length).toBeLessThanOrEqual(checked.results);
        if (query.kind === 'related') {
          const related = pagesOf(graph).filter((page) => page.facts.some((fact) => fact.entity === query.entity));
          expect(related.length).toBeGreaterThanOrEqual(checked.branching);
        }
      }
      expect(goldSteps).toBeGreaterThanOrEqual(1 + (difficulty + 1));
      expect(goldSteps).toBeLessThanOrEqual(1 + (difficulty + 1) * (1 + checked.results));
    }
  });

  it('have full pages, and one answer at most to every step that can be asked', () => {
    for (const seed of SEEDS) {
      const { graph } = generate(key(seed), checked.hops, settings).state;
      const facts = new Set<string>();
      const descriptions = new Set<string>();
      pagesOf(graph).forEach((page, entity) => {
        expect(page.facts).toHaveLength(checked.facts);
        expect(page.attributes[0]).toBeLessThan(page.attributes[1]);
        descriptions.add(page.attributes.join());
        for (const fact of page.facts) {
          expect(fact.entity).not.toBe(entity);
          expect(fact.entity).toBeLessThan(checked.entities);
          expect(fact.relation).toBeLessThan(checked.relations);
          facts.add(`${fact.entity} ${fact.relation}`);
        }
        expect(new Set(page.facts.map((fact) => fact.entity)).size).toBe(checked.facts);
      });
      expect(descriptions.size).toBe(checked.entities);
      expect(facts.size).toBe(checked.entities * checked.facts);
    }
  });
});

describe('generate', () => {
  const drawn = (n: number, settings: Settings = {}, difficulty = 4) =>
    Array.from({ length: n }, (_, seed) => generate(key(seed), difficulty, settings).state);

  it('is a pure function of its arguments', () => {
    const settings = Object.freeze({ hops: 3 });
    expect(generate(key(7), 3, settings)).toEqual(generate(key(7), 3, settings));
    expect(generate(key(7), 3, settings).state).not.toEqual(generate(key(8), 3, settings).state);
  });

  it('names tasks by difficulty and key', () => {
    const ids = SEEDS.flatMap((seed) => [1, 2].map((difficulty) => generate(key(seed), difficulty, {}).id));
    expect(ids[0]).toBe('deepdive-1-0000000000000000');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('survives structured cloning', () => {
    const task = generate(key(1), 3, {});
    expect(structuredClone(task)).toEqual(task);
  });

  it('lets neither places nor numbers tell which result is right', () => {
    const places = [0, 0, 0];
    const onPage = [0, 0];
    for (const { graph, question } of drawn(100)) {
      for (const { query, entity } of walk(graph, question)) {
        const place = search(graph, query).indexOf(entity);
        places[place] = (places[place] as number) + 1;
        if (query.kind !== 'related') continue;
        const fact = pageOf(graph, entity).facts.findIndex((one) => one.entity === query.entity);
        onPage[fact] = (onPage[fact] as number) + 1;
      }
    }
    // 500 steps, 400 of them hops; five standard deviations.
    for (const n of places) expect(Math.abs(n - 500 / 3)).toBeLessThan(5 * Math.sqrt((500 / 3) * (2 / 3)));
    for (const n of onPage) expect(Math.abs(n - 200)).toBeLessThan(50);
  });

  it('makes searches ambiguous: as many pages as are shown, and most of them wrong', () => {
    for (const { graph, question } of drawn(20)) {
      for (const { query } of walk(graph, question)) expect(search(graph, query)).toHaveLength(3);
    }
  });

  it.each([0, -1, 9, 1.5, Number.NaN])('refuses the difficulty %s', (difficulty) => {
    expect(() => generate(key(0), difficulty, {})).toThrow(/tasks of 1 to 8 hops; got .*raise the setting hops/);
  });

  it('offers as many difficulties as hops', () => {
    expect(difficulties({})).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(difficulties({ hops: 1 })).toEqual([1]);
  });
});
