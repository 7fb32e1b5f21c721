import { describe, expect, it } from 'vitest';
import {
  fits,
  NOBODY,
  pageOf,
  pageTokens,
  readPage,
  sameGraph,
  search,
  truth,
  walk,
} from '../../../../src/envs/deepdive/graph.ts';
import { lexer, texter } from './drive.ts';
import { ask, GRAPH, graphOf, SETTINGS } from './fixtures.ts';

const tokens = lexer(SETTINGS);
const text = texter(SETTINGS);

describe('pages', () => {
  it('are written as attributes and facts, and read again', () => {
    expect(text(pageTokens(GRAPH, pageOf(GRAPH, 7), null))).toBe('a3 a4 e4 r0 e0 r1');
    for (let entity = 0; entity < GRAPH.entities; entity++) {
      for (const sought of [null, ask('a0 a1').first, ask('e4 r0').first]) {
        expect(readPage(GRAPH, pageTokens(GRAPH, pageOf(GRAPH, entity), sought))).toEqual(pageOf(GRAPH, entity));
      }
    }
  });

  it.each([
    ['a3 a4', 'a3 * a4 * e4 r0 e0 r1'],
    ['a0 a4', 'a3 a4 * e4 r0 e0 r1'],
    ['e4 r0', 'a3 a4 e4 * r0 * e0 r1'],
    // The words are there, but not side by side: it is for the reader to see that.
    ['e4 r1', 'a3 a4 e4 * r0 e0 r1 *'],
    ['e5 r2', 'a3 a4 e4 r0 e0 r1'],
  ])('mark the words of a search for "%s"', (words, shown) => {
    expect(text(pageTokens(GRAPH, pageOf(GRAPH, 7), ask(words).first))).toBe(shown);
  });

  it.each(['', 'a0', 'e4 r0', 'a0 a1 e4', 'r0 of a0 a1 e4', 'error syntax'])('"%s" is none', (words) => {
    expect(readPage(GRAPH, tokens(words))).toBeNull();
  });

  it('fit a description with both attributes, and a relation with the very fact', () => {
    const page = pageOf(GRAPH, 7);
    expect(fits(page, ask('a3 a4').first)).toBe(true);
    expect(fits(page, ask('a4 a3').first)).toBe(true);
    expect(fits(page, ask('a3 a0').first)).toBe(false);
    expect(fits(page, ask('e4 r0').first)).toBe(true);
    expect(fits(page, ask('e0 r1').first)).toBe(true);
    // It mentions e4 and r1, but not as r1 of e4.
    expect(fits(page, ask('e4 r1').first)).toBe(false);
  });
});

describe('search', () => {
  const found = (words: string, results = 3) => search({ ...GRAPH, results }, ask(words).first);

  it('finds the right page among others that mention something of the query', () => {
    expect(found('a0 a1')).toEqual([0, 1, 4]);
    expect(found('e4 r0')).toEqual([0, 3, 7]);
    expect(found('e7 r1')).toEqual([0, 2, 5]);
  });

  it('finds the right page however few it shows', () => {
    for (const words of ['a0 a1', 'a1 a4', 'e4 r0', 'e2 r2']) {
      expect(found(words, 1)).toEqual([truth(GRAPH, ask(words))]);
    }
  });

  it('prefers pages about the same entity to those with the same relation', () => {
    // e4 is on the pages of e0, e3 and e7; further pages with r0 are those of the lowest ranks.
    expect(found('e4 r0', 5)).toEqual([0, 1, 2, 3, 7]);
    const rank = GRAPH.rank.toReversed();
    expect(search({ ...GRAPH, rank, results: 5 }, ask('e4 r0').first)).toEqual([0, 3, 7, 10, 11]);
  });

  it('leaves out the entity that the query is about', () => {
    // The pages of both state that very relation to others.
    expect(found('e0 r3', 12)).not.toContain(0);
    expect(found('e9 r2', 12)).not.toContain(9);
    expect(found('e8 r2', 12)).toContain(9);
  });

  it('finds something where nothing is right, and nothing where nothing is mentioned', () => {
    expect(found('e4 r3')).toEqual([0, 3, 7]);
    expect(found('a4 a5')).toHaveLength(3);
    const lonely = graphOf(['a0 a1 e1 r0 e1 r1', 'a0 a2 e0 r0 e0 r1'], { entities: 2 });
    expect(search(lonely, ask('a3 a4').first)).toEqual([]);
  });
});

describe('truth', () => {
  it.each([
    ['a0 a1', 4],
    ['r0 of a0 a1', 7],
    ['r1 r0 of a0 a1', 2],
    ['r2 r1 r0 of a0 a1', 9],
    ['r2 of e7 r1', 9],
    ['e4 r1', 0],
    ['e4 r3', NOBODY],
    ['a4 a5', NOBODY],
    ['r1 r0 of a4 a5', NOBODY],
    ['r0 r3 of a0 a1', NOBODY],
  ])('of "%s" is %i', (words, entity) => {
    expect(truth(GRAPH, ask(words))).toBe(entity);
  });

  it('is where the walk ends, or ends early', () => {
    expect(walk(GRAPH, ask('r1 r0 of a0 a1')).map(({ entity }) => entity)).toEqual([4, 7, 2]);
    expect(walk(GRAPH, ask('r0 r3 of a0 a1'))).toEqual([
      { query: ask('a0 a1').first, entity: 4 },
      { query: ask('e4 r3').first, entity: NOBODY },
    ]);
  });
});

describe('sameGraph', () => {
  it('compares what pages say', () => {
    expect(sameGraph(GRAPH, structuredClone(GRAPH))).toBe(true);
    expect(sameGraph(GRAPH, { ...GRAPH, factsOf: GRAPH.factsOf.with(0, 5) })).toBe(false);
    expect(sameGraph(GRAPH, { ...GRAPH, attributesOf: GRAPH.attributesOf.slice(2) })).toBe(false);
  });
});
