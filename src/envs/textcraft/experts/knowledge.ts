/**
 * What an agent can know from its transcript alone: its goal, the recipes it has read, the stocks it has seen, the
 * children it has out. Read anew from the transcript at every turn, so an expert remembers exactly what a policy with
 * the same context could. Tolerates any transcript; what makes no sense is skipped.
 */
import type { Token } from '../../environment.ts';
import { type Exchange, readTranscript } from '../../transcript.ts';
import type { Ingredient, Recipe } from '../book.ts';
import { type Lexicon, readItem, readNumber, TOKEN } from '../vocabulary.ts';

export interface Knowledge {
  readonly lexicon: Lexicon;
  readonly goal: { readonly item: number; readonly count: number } | null;
  readonly exchanges: readonly Exchange[];
  /** Recipes read so far; 'base' for what is known to be a base material. */
  readonly recipes: ReadonlyMap<number, Recipe | 'base'>;
  /** Last known stocks; Infinity where the display was saturated. */
  readonly stock: ReadonlyMap<number, number>;
  /** Pieces of the goal that this agent has crafted. */
  readonly made: number;
  /** Items whose craft failed although the known stocks sufficed: something has changed since they were read. */
  readonly stale: ReadonlySet<number>;
  /** Items of children that were launched and not yet waited for. */
  readonly outstanding: readonly number[];
  /** How often each item was asked of a child, refusals included. */
  readonly attempts: ReadonlyMap<number, number>;
  /** The agent loop has refused a child: depth cap, budget of agents, or no delegation at all. */
  readonly refused: boolean;
}

/** The knowledge of an agent whose whole context is `transcript`. */
export function readKnowledge(transcript: readonly Token[], lexicon: Lexicon): Knowledge {
  const { opening, exchanges } = readTranscript(transcript, TOKEN['>'], TOKEN['<eot>']);
  const item = readItem(lexicon, opening[2]);
  const count = readNumber(lexicon, opening[3]);
  const goal = item !== null && count ? { item, count } : null;
  const learner = new Learner(lexicon, goal?.item ?? -1);
  for (const exchange of exchanges) learner.learn(exchange);
  return { lexicon, goal, exchanges, ...learner.knowledge() };
}

class Learner {
  readonly #lexicon: Lexicon;
  readonly #goal: number;
  readonly #recipes = new Map<number, Recipe | 'base'>();
  readonly #stock = new Map<number, number>();
  readonly #stale = new Set<number>();
  readonly #attempts = new Map<number, number>();
  #outstanding: number[] = [];
  #made = 0;
  #refused = false;

  constructor(lexicon: Lexicon, goal: number) {
    this.#lexicon = lexicon;
    this.#goal = goal;
  }

  knowledge() {
    return {
      recipes: this.#recipes,
      stock: this.#stock,
      made: this.#made,
      stale: this.#stale,
      outstanding: this.#outstanding,
      attempts: this.#attempts,
      refused: this.#refused,
    };
  }

  learn({ turn, reply }: Exchange): void {
    const item = readItem(this.#lexicon, turn[1]);
    const pieces = readNumber(this.#lexicon, turn[2]);
    switch (turn[0]) {
      case TOKEN.info:
        if (item !== null) this.#learnInfo(item, reply);
        break;
      case TOKEN.craft:
        if (item !== null && pieces) this.#learnCraft(item, pieces, reply);
        break;
      case TOKEN.inventory:
        if (reply[0] !== TOKEN.error) this.#learnInventory(reply);
        break;
      case TOKEN.spawn:
        if (item !== null && pieces) this.#learnSpawn(item, reply);
        break;
      case TOKEN.wait:
        for (let i = 0; i + 2 < reply.length; i += 3) this.#see(readItem(this.#lexicon, reply[i]), reply[i + 1]);
        this.#outstanding = [];
        break;
    }
  }

  /** Notes a displayed stock. The largest number may stand for any larger one. */
  #see(item: number | null, token: Token | undefined): void {
    const shown = readNumber(this.#lexicon, token);
    if (item === null || shown === null) return;
    this.#stock.set(item, shown === this.#lexicon.maxNumber ? Number.POSITIVE_INFINITY : shown);
  }

  #learnInfo(item: number, reply: readonly Token[]): void {
    if (readItem(this.#lexicon, reply[0]) !== item) return;
    this.#see(item, reply[1]);
    this.#stale.delete(item);
    if (reply[2] === TOKEN.base) this.#recipes.set(item, 'base');
    const makes = readNumber(this.#lexicon, reply[3]);
    if (reply[2] !== TOKEN.makes || !makes) return;
    const ingredients: Ingredient[] = [];
    for (let i = 4; i + 2 < reply.length; i += 3) {
      const ingredient = readItem(this.#lexicon, reply[i]);
      const count = readNumber(this.#lexicon, reply[i + 1]);
      if (ingredient === null || count === null) return;
      ingredients.push({ item: ingredient, count });
      this.#see(ingredient, reply[i + 2]);
    }
    this.#recipes.set(item, { makes, ingredients });
  }

  #learnCraft(item: number, pieces: number, reply: readonly Token[]): void {
    const recipe = this.#recipes.get(item);
    if (reply[0] === TOKEN.ok) {
      this.#change(item, pieces);
      if (item === this.#goal) this.#made += pieces;
      if (recipe === undefined || recipe === 'base') return;
      for (const { item: ingredient, count } of recipe.ingredients) {
        this.#change(ingredient, (-count * pieces) / recipe.makes);
      }
    } else if (reply[1] === TOKEN.missing && recipe !== undefined && recipe !== 'base') {
      const enough = recipe.ingredients.every(
        ({ item: ingredient, count }) => (this.#stock.get(ingredient) ?? 0) >= (count * pieces) / recipe.makes,
      );
      if (enough) this.#stale.add(item);
    }
  }

  #change(item: number, by: number): void {
    this.#stock.set(item, Math.max(0, (this.#stock.get(item) ?? 0) + by));
  }

  #learnInventory(reply: readonly Token[]): void {
    for (const item of this.#stock.keys()) this.#stock.set(item, 0);
    for (let i = 0; i + 1 < reply.length; i += 2) this.#see(readItem(this.#lexicon, reply[i]), reply[i + 1]);
  }

  #learnSpawn(item: number, reply: readonly Token[]): void {
    this.#attempts.set(item, (this.#attempts.get(item) ?? 0) + 1);
    if (reply[0] === TOKEN.ok) this.#outstanding.push(item);
    else if (reply[1] === TOKEN.base) this.#recipes.set(item, 'base');
    else if (reply[1] !== TOKEN.goal) this.#refused = true;
  }
}
