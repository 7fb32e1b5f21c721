/**
 * A running TextCraft world: parses turns, applies the rules, words the replies. Turns are
 * `info X`, `craft X n`, `inventory`, `spawn X n`, `wait`, `finish`. (The paper's craft action lists the ingredients;
 * a recipe is unique here, so naming the item says the same in fewer tokens.) Replies are terse on purpose: a
 * recursive agent with a recipe of three ingredients must fit into a context of 64 tokens.
 */
import type { Environment, Goal, Inherited, Join, Notice, Step, Token } from '../environment.ts';
import { openingTokens } from '../opening.ts';
import { recipeOf } from './book.ts';
import { applyNetEffect, craft, type TextCraftState, verdict } from './state.ts';
import { itemToken, numberToken, readItem, readNumber, TOKEN, WORDS, type Word } from './vocabulary.ts';

const NOTICES: Readonly<Record<Notice, readonly Word[]>> = {
  launched: ['ok', '>'],
  'refused-depth': ['error', 'depth', '>'],
  'refused-agents': ['error', 'agents', '>'],
  'refused-turns': ['error', 'agents', '>'],
  'nothing-to-wait-for': ['error', 'wait', '>'],
  unavailable: ['error', 'spawn', '>'],
  joined: ['>'],
};

export class TextCraft implements Environment<TextCraftState> {
  readonly #start: TextCraftState;
  readonly #inventory: Float64Array;
  #finished: boolean;

  /** Copies what it will change; `state` itself stays as it is. */
  constructor(state: TextCraftState) {
    this.#start = state;
    this.#inventory = state.inventory.slice();
    this.#finished = state.finished;
  }

  /** `<bos> goal X n (goal X n)* … >`. */
  observe(inherited?: Inherited): Token[] {
    const { book, item, count } = this.#start;
    return openingTokens(TOKEN, [itemToken(book, item), numberToken(book, count)], inherited);
  }

  step(turn: readonly Token[]): Step {
    if (this.#finished) throw new Error('This TextCraft agent has finished; it can take no more turns.');
    const { book } = this.#start;
    const item = readItem(book, turn[1]);
    const count = readNumber(book, turn[2]);
    switch (WORDS[turn[0] ?? -1]) {
      case 'info':
        if (turn.length === 2 && item !== null) return reply('info', this.#info(item));
        break;
      case 'craft':
        if (turn.length === 3 && item !== null && count) {
          const error = craft(book, this.#inventory, item, count);
          return error ? refusal('craft', error) : reply('craft', [TOKEN.ok, TOKEN['>']]);
        }
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
          this.#finished = true;
          return { ...reply('finish', []), reward: this.score(), terminated: true };
        }
        break;
    }
    return refusal(undefined, 'syntax');
  }

  notice(event: Notice): Token[] {
    return NOTICES[event].map((word) => TOKEN[word]);
  }

  score(): number {
    return verdict(this.#state());
  }

  snapshot(): TextCraftState {
    return { ...this.#state(), inventory: this.#inventory.slice() };
  }

  fork(goal: Goal): TextCraft {
    const { book } = this.#start;
    const item = readItem(book, goal[0]);
    const count = readNumber(book, goal[1]);
    if (goal.length !== 2 || item === null || !count) {
      throw new RangeError(`A TextCraft goal is an item and a number of at least 1; got the tokens [${goal}].`);
    }
    const initial = this.#inventory.slice();
    return new TextCraft({ book, item, count, initial, inventory: initial, finished: false });
  }

  join(child: Environment<TextCraftState>): Join {
    const end = child.snapshot();
    const applied = applyNetEffect(this.#inventory, end);
    const { book } = this.#start;
    const status = !applied ? TOKEN.lost : end.finished ? TOKEN.done : TOKEN.failed;
    return { observation: [itemToken(book, end.item), this.#stock(end.item), status], applied };
  }

  /** The state as it is now, with the live inventory: not to be handed out. */
  #state(): TextCraftState {
    return { ...this.#start, inventory: this.#inventory, finished: this.#finished };
  }

  #stock(item: number): Token {
    return numberToken(this.#start.book, this.#inventory[item] as number);
  }

  /** `X stock makes r (ingredient count stock)* >`, or `X stock base >`. */
  #info(item: number): Token[] {
    const { book } = this.#start;
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
    const { book } = this.#start;
    const pairs: Token[] = [];
    this.#inventory.forEach((stock, item) => {
      if (stock > 0) pairs.push(itemToken(book, item), this.#stock(item));
    });
    return [...pairs, TOKEN['>']];
  }

  #spawn(item: number, goal: readonly Token[]): Step {
    if (this.#start.book.makes[item] === 0) return refusal('spawn', 'base');
    // Handing one's own task on would be free under budgets per agent, and pointless.
    if (item === this.#start.item) return refusal('spawn', 'goal');
    return { ...reply('spawn', []), delegation: { kind: 'spawn', goal } };
  }
}

function reply(tool: string, observation: Token[]): Step {
  return { observation, reward: 0, terminated: false, truncated: false, tool };
}

function refusal(tool: string | undefined, reason: Word): Step {
  return {
    observation: [TOKEN.error, TOKEN[reason], TOKEN['>']],
    reward: 0,
    terminated: false,
    truncated: false,
    error: true,
    ...(tool === undefined ? {} : { tool }),
  };
}
