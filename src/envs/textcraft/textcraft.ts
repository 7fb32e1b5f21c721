/**
 * A running TextCraft world: parses turns, applies the rules, words the replies. Turns are
 * `info X`, `craft X n`, `inventory`, `spawn X n`, `wait`, `finish`. (The paper's craft action lists the ingredients;
 * a recipe is unique here, so naming the item says the same in fewer tokens.) Replies are terse on purpose: a
 * recursive agent with a recipe of three ingredients must fit into a context of 64 tokens. (X stands for the one or two
 * tokens of a name.)
 */
import type { Environment, Goal, Inherited, Join, Notice, Step, Token } from '../environment.ts';
import { openingTokens } from '../opening.ts';
import { noticeTokens, refusal, reply } from '../replies.ts';
import { type Book, recipeOf } from './book.ts';
import { readSpelling, spell } from './spelling.ts';
import { bookOf, craft, type TextCraftState, verdict } from './state.ts';
import { changeStocks, changesBetween, stockOf } from './stocks.ts';
import { itemToken, numberToken, readItem, readNumber, TOKEN, WORDS, type Word } from './vocabulary.ts';

export class TextCraft implements Environment<TextCraftState> {
  readonly #book: Book;
  /** Replaced at every change, never written to: whoever holds it keeps what it was. */
  #state: TextCraftState;

  constructor(state: TextCraftState) {
    this.#book = bookOf(state);
    this.#state = state;
  }

  /** `<bos> goal X n (goal X n)* … >`. */
  observe(inherited?: Inherited): Token[] {
    const { item, count } = this.#state;
    return openingTokens(
      TOKEN,
      spell(this.#book, [itemToken(this.#book, item), numberToken(this.#book, count)]),
      inherited,
    );
  }

  step(turn: readonly Token[]): Step {
    const step = this.#carryOut(readSpelling(this.#book, turn));
    const { delegation } = step;
    return {
      ...step,
      observation: spell(this.#book, step.observation),
      ...(delegation?.kind === 'spawn' && { delegation: { ...delegation, goal: spell(this.#book, delegation.goal) } }),
    };
  }

  #carryOut(turn: readonly Token[]): Step {
    if (this.#state.finished) throw new Error('This TextCraft agent has finished; it can take no more turns.');
    const item = readItem(this.#book, turn[1]);
    const count = readNumber(this.#book, turn[2]);
    switch (WORDS[turn[0] ?? -1]) {
      case 'info':
        if (turn.length === 2 && item !== null) return reply('info', this.#info(item));
        break;
      case 'craft':
        if (turn.length === 3 && item !== null && count) return this.#craft(item, count);
        break;
      case 'inventory':
        if (turn.length === 1) return reply('inventory', this.#list());
        break;
      case 'spawn':
        if (turn.length === 3 && item !== null && count) return this.#spawn(item, turn.slice(1));
        break;
      case 'wait':
        if (turn.length === 1) return { ...reply('wait', []), delegation: { kind: 'wait' } };
        break;
      case 'finish':
        if (turn.length === 1) {
          this.#state = { ...this.#state, finished: true };
          return { ...reply('finish', []), reward: this.score(), terminated: true };
        }
        break;
    }
    return refused(undefined, 'syntax');
  }

  notice(event: Notice): Token[] {
    return noticeTokens(TOKEN, event);
  }

  score(): number {
    return verdict(this.#state);
  }

  snapshot(): TextCraftState {
    return this.#state;
  }

  fork(goal: Goal): TextCraft {
    const words = readSpelling(this.#book, goal);
    const item = readItem(this.#book, words[0]);
    const count = readNumber(this.#book, words[1]);
    if (words.length !== 2 || item === null || !count) {
      throw new RangeError(`A TextCraft goal is an item and a number of at least 1; got the tokens [${goal}].`);
    }
    const { book, inventory } = this.#state;
    return new TextCraft({ book, item, count, initial: inventory, inventory, finished: false });
  }

  join(child: Environment<TextCraftState>): Join {
    const end = child.snapshot();
    const { items } = bookOf(end);
    if (items !== this.#book.items) {
      throw new Error(`A child with ${items} items cannot join a world with ${this.#book.items}: not its fork.`);
    }
    // Null when someone else has used the material up: then nothing of what the child did is taken over.
    const inventory = changeStocks(this.#state.inventory, changesBetween(end.initial, end.inventory));
    if (inventory) this.#state = { ...this.#state, inventory };
    const status = !inventory ? TOKEN.lost : end.finished ? TOKEN.done : TOKEN.failed;
    return {
      observation: spell(this.#book, [itemToken(this.#book, end.item), this.#stock(end.item), status]),
      applied: inventory !== null,
    };
  }

  #stock(item: number): Token {
    return numberToken(this.#book, stockOf(this.#state.inventory, item));
  }

  #craft(item: number, pieces: number): Step {
    const made = craft(this.#book, this.#state.inventory, item, pieces);
    if (typeof made === 'string') return refused('craft', made);
    this.#state = { ...this.#state, inventory: made };
    return reply('craft', [TOKEN.ok, TOKEN['>']]);
  }

  /** `X stock makes r (ingredient count stock)* >`, or `X stock base >`. */
  #info(item: number): Token[] {
    const book = this.#book;
    const recipe = recipeOf(book, item);
    const head = [itemToken(book, item), this.#stock(item)];
    if (!recipe) return [...head, TOKEN.base, TOKEN['>']];
    const parts = recipe.ingredients.flatMap((ingredient) => [
      itemToken(book, ingredient.item),
      numberToken(book, ingredient.count),
      this.#stock(ingredient.item),
    ]);
    return [...head, TOKEN.makes, numberToken(book, recipe.makes), ...parts, TOKEN['>']];
  }

  /** `(item stock)* >` for what is there. */
  #list(): Token[] {
    const { inventory } = this.#state;
    return [
      ...inventory.map((n, i) => (i % 2 === 0 ? itemToken(this.#book, n) : numberToken(this.#book, n))),
      TOKEN['>'],
    ];
  }

  #spawn(item: number, goal: readonly Token[]): Step {
    if (this.#book.makes[item] === 0) return refused('spawn', 'base');
    // Handing one's own task on would be free under budgets per agent, and pointless.
    if (item === this.#state.item) return refused('spawn', 'goal');
    return { ...reply('spawn', []), delegation: { kind: 'spawn', goal } };
  }
}

function refused(tool: string | undefined, reason: Word): Step {
  return refusal(TOKEN, tool, TOKEN[reason]);
}
