/**
 * Draws tasks: a fresh graph around a random walk. The walk takes no entity and no relation twice; the question names
 * its relations, and its start by a description. Every entity is drawn alike, so nothing but the facts tells those on the
 * walk from distractors. Pure.
 */
import { derive, integer, type Key, permutation } from '../../random/index.ts';
import type { Settings, Task } from '../environment.ts';
import { taskId } from '../task-id.ts';
import { nextOf } from './experts/flat.ts';
import { type Graph, NOBODY, type Page, pageOf, search, truth, walk } from './graph.ts';
import { type Question, questionTokens } from './question.ts';
import { type CheckedSettings, checkSettings, lexiconOf } from './settings.ts';
import type { DeepDiveState } from './state.ts';

/** Graphs drawn before a task is given up; it takes another when the last pages find no facts that are left to state. */
const ATTEMPTS = 100;

/** Numbers of hops, ascending. */
export function difficulties(settings: Settings): number[] {
  return Array.from({ length: checkSettings(settings).hops }, (_, i) => i + 1);
}

/** A question of `difficulty` hops. */
export function generate(key: Key, difficulty: number, settings: Settings): Task<DeepDiveState> {
  const checked = checkSettings(settings);
  if (!Number.isInteger(difficulty) || difficulty < 1 || difficulty > checked.hops) {
    throw new RangeError(
      `DeepDive makes tasks of 1 to ${checked.hops} hops; got ${difficulty}. Ask for less or raise the setting hops.`,
    );
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = drawGraph(derive(key, 'attempt', attempt), difficulty, checked);
    if (!drawn) continue;
    const { graph, question, end } = drawn;
    if (truth(graph, question) !== end) throw new Error(`The walk of a DeepDive task leads elsewhere (key ${key}).`);
    return {
      id: taskId('deepdive', difficulty, key),
      difficulty,
      goal: questionTokens(graph, question),
      state: { graph, question, searches: [], opened: [], reports: [], answer: null },
      goldSteps: flatTurns(graph, question),
    };
  }
  throw new RangeError(
    `No DeepDive graph of ${checked.entities} entities was found (key ${key}). Raise the setting relations or entities, ` +
      'or lower facts or branching.',
  );
}

interface Drawn {
  readonly graph: Graph;
  readonly question: Question;
  /** Where the walk ends. */
  readonly end: number;
}

/** A graph around a walk of `hops` hops, or null when the facts of some page cannot be filled up. */
function drawGraph(key: Key, hops: number, settings: CheckedSettings): Drawn | null {
  const { entities, relations, facts, branching, results } = settings;
  const path = permutation(derive(key, 'path'), entities).slice(0, hops + 1);
  const taken = permutation(derive(key, 'relations'), relations).slice(0, hops);
  const book = new FactBook(settings);
  for (let i = 0; i < hops; i++) book.state(path[i + 1] as number, path[i] as number, taken[i] as number);
  for (let i = 0; i < hops; i++) {
    for (let more = 1; more < branching; more++) {
      if (!book.stateAbout(derive(key, 'branch', i, more), path[i] as number)) return null;
    }
  }
  if (!book.fill(derive(key, 'fill'))) return null;
  const attributesOf = drawAttributes(derive(key, 'attributes'), settings);
  const start = path[0] as number;
  const graph: Graph = {
    ...lexiconOf(settings),
    facts,
    results,
    attributesOf,
    factsOf: book.packed(derive(key, 'order')),
    rank: Uint8Array.from(permutation(derive(key, 'rank'), entities)),
  };
  const question: Question = {
    first: { kind: 'described', attributes: pageOf(graph, start).attributes },
    hops: taken,
  };
  return { graph, question, end: path[hops] as number };
}

/** Facts while they are being drawn. No entity has two of one relation, and no page two facts about one entity. */
class FactBook {
  readonly #settings: CheckedSettings;
  /** Facts on each page. */
  readonly #pages: { entity: number; relation: number }[][];
  /** Relations by which others are already related to each entity. */
  readonly #taken: Set<number>[];

  constructor(settings: CheckedSettings) {
    this.#settings = settings;
    this.#pages = Array.from({ length: settings.entities }, () => []);
    this.#taken = Array.from({ length: settings.entities }, () => new Set());
  }

  /** The page of `subject` says: I am `relation` of `entity`. */
  state(subject: number, entity: number, relation: number): void {
    this.#pages[subject]?.push({ entity, relation });
    this.#taken[entity]?.add(relation);
  }

  /** Some page that has room states some relation to `entity`; false when none can. */
  stateAbout(key: Key, entity: number): boolean {
    const subjects = this.#numbers().filter((subject) => this.#canState(subject, entity));
    if (subjects.length === 0) return false;
    this.#drawRelation(key, subjects[integer(derive(key, 'subject'), subjects.length)] as number, entity);
    return true;
  }

  /** Gives every page all its facts; false when that is not possible. */
  fill(key: Key): boolean {
    for (const subject of this.#numbers()) {
      while ((this.#pages[subject]?.length ?? 0) < this.#settings.facts) {
        const k = derive(key, subject, this.#pages[subject]?.length ?? 0);
        const entities = this.#numbers().filter((entity) => this.#canState(subject, entity));
        if (entities.length === 0) return false;
        this.#drawRelation(k, subject, entities[integer(derive(k, 'entity'), entities.length)] as number);
      }
    }
    return true;
  }

  /** The facts of all pages, each page's in an order of its own: the first drawn must not stand first. */
  packed(key: Key): Uint8Array {
    return Uint8Array.from(
      this.#pages.flatMap((facts, subject) =>
        permutation(derive(key, subject), facts.length).flatMap((i) => {
          const fact = facts[i];
          return fact ? [fact.entity, fact.relation] : [];
        }),
      ),
    );
  }

  #numbers(): number[] {
    return Array.from({ length: this.#settings.entities }, (_, entity) => entity);
  }

  #canState(subject: number, entity: number): boolean {
    const page = this.#pages[subject] ?? [];
    return (
      subject !== entity &&
      page.length < this.#settings.facts &&
      (this.#taken[entity]?.size ?? 0) < this.#settings.relations &&
      page.every((fact) => fact.entity !== entity)
    );
  }

  #drawRelation(key: Key, subject: number, entity: number): void {
    const free = Array.from({ length: this.#settings.relations }, (_, relation) => relation).filter(
      (relation) => !this.#taken[entity]?.has(relation),
    );
    this.state(subject, entity, free[integer(derive(key, 'relation'), free.length)] as number);
  }
}

/** A pair of attributes for every entity, no two alike. [entities × 2] */
function drawAttributes(key: Key, { entities, attributes }: CheckedSettings): Uint8Array {
  const pairs: [number, number][] = [];
  for (let a = 0; a < attributes; a++) for (let b = a + 1; b < attributes; b++) pairs.push([a, b]);
  const order = permutation(key, pairs.length).slice(0, entities);
  return Uint8Array.from(order.flatMap((i) => pairs[i] as [number, number]));
}

/** Turns that the flat expert takes. */
function flatTurns(graph: Graph, question: Question): number {
  const pages = new Map<number, Page>();
  let turns = 1;
  for (const { query } of walk(graph, question)) {
    turns++;
    const found = search(graph, query);
    for (;;) {
      const entity = nextOf(query, found, pages);
      if (entity === NOBODY || pages.has(entity)) break;
      pages.set(entity, pageOf(graph, entity));
      turns++;
    }
  }
  return turns;
}
