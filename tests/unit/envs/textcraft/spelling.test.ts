import { describe, expect, it } from 'vitest';
import type { Environment, Settings } from '../../../../src/envs/environment.ts';
import { SCALES, textcraft, tokensToText } from '../../../../src/envs/textcraft/index.ts';
import { itemName, readSpelling, spell, tokenNames } from '../../../../src/envs/textcraft/spelling.ts';
import { itemToken, numberToken, TOKEN } from '../../../../src/envs/textcraft/vocabulary.ts';
import { between, derive, key } from '../../../../src/random/index.ts';
import { drive, lexer, say } from './drive.ts';

const LEXICON = { items: 1527, maxNumber: 9, nameTokens: 2 };
const items = Array.from({ length: LEXICON.items }, (_, item) => item);

describe('names of two tokens', () => {
  it('are unique, for people and for agents, and say what their tokens say', () => {
    const names = tokenNames(LEXICON);
    expect(new Set(items.map((item) => itemName(LEXICON, item))).size).toBe(LEXICON.items);
    expect(new Set(items.map((item) => spell(LEXICON, [itemToken(LEXICON, item)]).join())).size).toBe(LEXICON.items);
    for (const item of items) {
      const written = spell(LEXICON, [itemToken(LEXICON, item)]).map((token) => names[token]);
      expect(written.join('')).toBe(itemName(LEXICON, item));
    }
  });

  it('are read back among other tokens', () => {
    const tokens = [TOKEN.info, itemToken(LEXICON, 0), numberToken(LEXICON, 3), itemToken(LEXICON, 1526), TOKEN['>']];
    const written = spell(LEXICON, tokens);
    expect(written).toHaveLength(7);
    expect(readSpelling(LEXICON, written)).toEqual(tokens);
  });

  it('are no names when a piece is missing, misplaced, or spells no item', () => {
    const [first, second] = spell(LEXICON, [itemToken(LEXICON, 100)]) as [number, number];
    const [last] = spell(LEXICON, [itemToken(LEXICON, LEXICON.items - 1)]) as [number];
    const beyond = spell(LEXICON, [itemToken(LEXICON, 39)])[1] as number;
    const five = numberToken(LEXICON, 5);
    expect(readSpelling(LEXICON, [first])).toEqual([-1]);
    expect(readSpelling(LEXICON, [second, five])).toEqual([-1, five]);
    expect(readSpelling(LEXICON, [second, first])).toEqual([-1, -1]);
    expect(readSpelling(LEXICON, [first, first, second])).toEqual([-1, itemToken(LEXICON, 100)]);
    expect(readSpelling(LEXICON, [last, beyond])).toEqual([-1, -1]);
    expect(readSpelling(LEXICON, [first, 10_000])).toEqual([-1, -1]);
  });

  it('take any tokens', () => {
    const tokens = tokenNames(LEXICON).length;
    for (let seed = 0; seed < 200; seed++) {
      const written = [0, 1, 2, 3, 4].map((i) => between(derive(key(seed), i), -1, tokens));
      const read = readSpelling(LEXICON, written);
      expect(read.length).toBeLessThanOrEqual(5);
      const spelled = spell(LEXICON, read);
      expect(readSpelling(LEXICON, spelled)).toEqual(read);
    }
  });
});

describe('a world whose names are spelled', () => {
  const settings: Settings = { buffer: 0.5, nameTokens: 2, maxCount: 2, maxNumber: 60 };
  const plain = { ...settings, nameTokens: 1 };

  it('is the same world: experts do there what they do where names are one token', async () => {
    for (const style of ['recursive', 'flat'] as const) {
      const [there, here] = await Promise.all(
        [settings, plain].map((s) =>
          drive(textcraft.generate(key(4), 5, s), s, (transcript) => textcraft.expert(style, transcript, s)),
        ),
      );
      expect(there?.map(({ path, turns, score, end }) => [path, turns, score, end])).toEqual(
        here?.map(({ path, turns, score, end }) => [path, turns, score, end]),
      );
      expect(there?.[0]?.tokens.length).toBeGreaterThan(here?.[0]?.tokens.length ?? 0);
    }
  });

  it('spells goals, recipes, lists and what became of children, and reads them', () => {
    const task = textcraft.generate(key(4), 2, settings);
    const env = textcraft.restore(task.state) as Environment;
    const goal = tokensToText(task.goal, settings);
    expect(goal).toMatch(/^[a-z]{2} -[a-z]{2} 1$/);
    expect(tokensToText(env.observe(), settings)).toBe(`<bos> goal ${goal} >`);
    const name = goal.slice(0, -2);
    const info = say(env, settings, `info ${name}`);
    expect(info).toMatch(new RegExp(`^${name} 0 makes \\d ([a-z]{2} -[a-z]{2} [12] \\d+ )+>$`));
    // What there is none of is no base material.
    const part = info.match(/([a-z]{2} -[a-z]{2}) \d+ 0 /)?.[1] ?? '';
    expect(say(env, settings, 'inventory')).toMatch(/^([a-z]{2} -[a-z]{2} \d+ )+>$/);
    const step = env.step(lexer(settings)(`spawn ${part} 1`));
    expect(step.delegation).toEqual({ kind: 'spawn', goal: lexer(settings)(`${part} 1`) });
    const child = env.fork(lexer(settings)(`${part} 1`));
    expect(tokensToText(child.observe(), settings)).toBe(`<bos> goal ${part} 1 >`);
    expect(tokensToText(env.join(child).observation, settings)).toBe(`${part} 0 failed`);
    expect(say(env, settings, `info ${name.split(' ')[0]}`)).toBe('error syntax >');
  });

  it('has noise that is well-formed', () => {
    const env = textcraft.restore(textcraft.generate(key(1), 3, SCALES.paper).state);
    for (let seed = 0; seed < 40; seed++) {
      const turn = textcraft.randomTurn(key(seed), seed % 2 === 0 ? [] : env.observe(), SCALES.paper);
      expect(
        tokensToText(env.fork(textcraft.generate(key(1), 3, SCALES.paper).goal).step(turn).observation, SCALES.paper),
      ).not.toBe('error syntax >');
    }
  });
});
