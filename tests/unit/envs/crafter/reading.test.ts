/** Plans as people type them: what is understood, what is not, and that every plan survives being put in words. */
import { describe, expect, it } from 'vitest';
import { decodePlan } from '../../../../src/envs/crafter/plan-tokens.ts';
import { randomPlan } from '../../../../src/envs/crafter/random-plan.ts';
import { readPlan } from '../../../../src/envs/crafter/reading.ts';
import { wordPlan } from '../../../../src/envs/crafter/wording.ts';
import type { PlanReading } from '../../../../src/envs/planning.ts';
import { derive, integer, key } from '../../../../src/random/index.ts';

/** The plan as it is worded, or null when the text was not understood. */
function understood(reading: PlanReading): string | null {
  return 'plan' in reading ? wordPlan(decodePlan(reading.plan)) : null;
}

function problemOf(text: string) {
  const reading = readPlan(text);
  if ('plan' in reading) throw new Error(`"${text}" was understood as "${understood(reading)}".`);
  return { ...reading, part: text.slice(reading.from, reading.to) };
}

/** Single plans with any of the words that mean the same. */
const READ = {
  'Collect 3 wood to the north-east, then place a table.': [
    'collect 3 wood to the north-east, then place a table',
    'Gather wood x3 north east; build a workbench!',
    'chop 3 trees ne\nplace table',
    'go northeast to get 3x logs, table',
    'colect three wood to the noth-east, then place a tabel',
    'collect_wood x3 north-east, place_table',
  ],
  'Collect wood, then place a table.': [
    '1. collect wood 2. place table',
    '1) chop down a tree 2) put down a table',
    '- wood\n- table',
    'Keep gathering wood, later making a table!',
  ],
  'Collect a diamond to the west.': ['go find diamonds west', 'look for a diamond to the left', 'dimaond W'],
  'Eat a cow.': [
    'eat',
    'kill a cow',
    'find a cow and eat it',
    'find a cow to eat',
    'walk up to a cow and eat it',
    'hunt the nearest cow',
    'get food',
  ],
  'Eat a ripe plant.': [
    'eat the plant',
    'eat a ripe plant',
    'EAT PLANTS',
    'a ripe plant',
    'find a ripe plant and eat it',
  ],
  'Drink water.': ['drink', 'drink water', 'get a drink', 'find the lake', 'drink from the lake'],
  'Sleep until rested.': ['sleep', 'go to sleep', 'sleep and wake up', 'rest', 'take a nap', 'sleep until morning'],
  'Make an iron pickaxe.': ['make an iron pickaxe', 'craft iron pick', 'iron pick-axe', 'get an iron axe'],
  'Plant a sapling.': ['plant', 'plant a sapling', 'place sapling', 'place a plant', 'get a sapling to plant'],
  'Collect a sapling, then plant a sapling.': ['find a sapling and plant it', 'collect sapling, plant it'],
  'Place a stone.': ['set one stone down', 'put down a stone', 'put a stone right next to the table'],
  'Place a stone to the south.': ['place stone south', 'put a rock to the south'],
  'Explore to the north.': ['north', 'go north', 'walk 8 steps up', 'explore the cave to the north'],
  'Collect wood, then collect stone, then collect coal.': ['collect wood, stone and coal', 'wood stone coal'],
  'Collect 2 wood, then collect 3 stone.': ['collect 2 wood 3 stone', 'collect wood twice and three stones'],
  'Make a wood pickaxe, then make a wood sword.': ['make a wooden pickaxe and sword', 'wood pickaxe + wood sword'],
  'Make a stone pickaxe, then place a furnace.': [
    'make a stone pickaxe with wood and stone, then a furnace',
    'craft a stone pickaxe near the table and place a furnace next to it',
    'make a stone pickaxe using the table and place a furnace',
  ],
  'Collect iron to the east, then collect coal.': ['go east to find iron and coal', 'mine iron in the east, then coal'],
  // A count that is said after a place still counts.
  'Drink water 3 times.': [
    'drink at the lake 3 times',
    'drink around 3 times',
    'drink near the table x3',
    'drink thrice',
  ],
  // A list's numbers are no counts, and counts no numbers of a list.
  'Collect 3 wood, then place a table.': [
    '1. Collect wood x3. 2. Place a table.',
    '1. wood (3) 2. table',
    '(1) wood 3 (2) table',
    '1) 3 wood\n2) table',
    '1. wood 3.\n2. table',
    '1. wood (3)\n1. table',
  ],
  'Drink water 2 times, then eat a cow.': ['1. Drink twice. 2. Eat a cow.', '1. drink 2. 2. eat', '1. drink (2), eat'],
  // Lines are steps.
  'Explore to the north, then explore to the east.': ['go north, then east', 'north and east', 'go north\neast'],
  'Sleep until rested, then explore to the north.': ['wake\nup'],
  // "Up", "down" and "right" are often no directions.
  'Collect a sapling.': [
    'pick up a sapling',
    'find a sapling and pick it up',
    'go up to a sapling',
    'gather a sapling up',
  ],
  'Collect wood.': [
    'cut the trees down',
    'chop up wood',
    'wood right now',
    'collect wood right away',
    'dig wood right there',
  ],
  'Collect wood to the north.': ['collect wood up north', 'go up to collect wood', 'in the north, collect wood'],
  'Explore to the south.': ['go down', 'down south', 'walk 3 steps down'],
  'Explore to the east.': ['go right', 'go right now', 'right'],
  // "Plant" is what is to be done, or a thing.
  'Eat a cow, then eat a ripe plant.': ['eat a cow and a plant', 'eat a cow and the plants', 'a cow and a ripe plant'],
  'Eat a cow, then plant a sapling.': [
    'eat a cow and plant a sapling',
    'eat a cow, then plant',
    'eat, go plant a sapling',
  ],
  'Collect stone.': [
    'digging stone',
    "let's mine stone",
    'let’s get stone',
    'using a pickaxe, dig stone',
    'stone, please',
  ],
  // What something is made with, and where, is no goal.
  'Make an iron pickaxe, then eat a cow.': [
    'make an iron pickaxe with wood, coal, and iron, and eat a cow',
    'make an iron pickaxe near the table and furnace, then eat a cow',
    'using the table and the furnace make an iron pickaxe, then a cow',
  ],
  'Defeat a zombie, then defeat a skeleton.': ['defeat a zombie with a sword and a skeleton'],
  'Defeat 2 zombies to the south.': ['defeat 2 zombies in the south', 'attack zombies twice to the south'],
} as const;

describe('reading a plan', () => {
  it.each(Object.entries(READ))('understands what means: %s', (meaning, texts) => {
    for (const text of texts) expect(understood(readPlan(text)), text).toBe(meaning);
  });

  it('understands every plan as it is worded', () => {
    for (let i = 0; i < 1000; i++) {
      const plan = randomPlan(derive(key(5), i));
      const text = wordPlan(decodePlan(plan));
      expect(readPlan(text), text).toEqual({ plan });
    }
  });

  it('takes no letter that was dropped or swapped for another plan', () => {
    let corrected = 0;
    for (let i = 0; i < 300; i++) {
      const text = wordPlan(decodePlan(randomPlan(derive(key(6), i))));
      const at = integer(derive(key(6), i, 'at'), text.length - 1);
      if (!/^[a-z]{2}$/i.test(text.slice(at, at + 2))) continue;
      const dropped = text.slice(0, at) + text.slice(at + 1);
      const swapped = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
      for (const misspelt of [dropped, swapped]) {
        const meaning = understood(readPlan(misspelt));
        if (meaning === null) continue;
        expect(meaning, misspelt).toBe(text);
        corrected++;
      }
    }
    expect(corrected).toBeGreaterThan(150);
  });

  it('asks for a plan where there is none, and gives an example that it understands', () => {
    for (const text of ['', '  ', '...', 'then, and then']) {
      const { from, to, suggestions } = problemOf(text);
      expect([from, to]).toEqual([0, text.length]);
      expect(understood(readPlan(suggestions[0]!))).toBe(suggestions[0]);
    }
  });

  it('says which word it does not know, where it stands, and which it may have been', () => {
    const { problem, part, from, suggestions } = problemOf('collect wood, then zombi-fy the cwo');
    expect(problem).toBe('The word “fy” is not known here.');
    expect([part, from]).toEqual(['fy', 25]);
    expect(suggestions).toEqual([]);
    expect(problemOf('colect wod').suggestions[0]).toBe('wood');
    expect(problemOf('eat a cwo')).toMatchObject({ part: 'cwo', suggestions: expect.arrayContaining(['cow']) });
    expect(problemOf('collect tre').suggestions).toContain('tree');
  });

  it.each([
    ['make a pickaxe', 'make a pickaxe', ['make a wood pickaxe', 'make a stone pickaxe', 'make an iron pickaxe']],
    ['make a diamond sword', 'make a diamond sword', ['make a wood sword', 'make a stone sword', 'make an iron sword']],
    ['eat, collect plant', 'collect plant', ['plant a sapling', 'eat a ripe plant']],
    ['place wood', 'place wood', ['collect wood']],
    ['find the table', 'find the table', ['place a table']],
    ['eat an iron sword', 'eat an iron sword', ['make an iron sword']],
    ['fight, eat', 'fight', ['defeat a zombie', 'defeat a skeleton']],
    [
      'collect 2 to the west',
      'collect 2 to the west',
      ['collect 2 wood to the west', 'collect 2 stone to the west', 'collect 2 saplings to the west'],
    ],
    ['explore 3 times north', 'explore 3 times north', ['explore to the north']],
    ['collect 12 wood', '12', ['9']],
    ['collect 0 wood', '0', ['1']],
    ['explore north south', 'south', ['then south']],
    ['2.5 wood', '2.5', ['2', '3']],
    ['0.5 wood', '0.5', ['1']],
    ['collect wood and then use the sword on the zombie', 'use the sword on the zombie', ['defeat a zombie']],
    ['collect wood, near the lake', 'near the lake', ['drink water']],
    ['sleep, around 3 wood', 'around 3 wood', ['collect 3 wood']],
    ['near the lake 3 times', 'near the lake 3 times', ['drink water 3 times']],
    ['go near the plants', 'go near the plants', ['plant a sapling', 'eat a ripe plant']],
    [
      'make a stone pickaxe with 1 wood and 1 stone, then eat',
      'make a stone pickaxe with 1 wood and 1 stone',
      ['make a stone pickaxe'],
    ],
    ['defeat 2 zombies with 1 sword', 'defeat 2 zombies with 1 sword', ['defeat 2 zombies']],
    ['eat a cow in 3 steps', 'eat a cow in 3 steps', ['eat a cow']],
    ['drink near 3 trees, then eat', 'drink near 3 trees', ['drink water']],
    ['drink from the lake to the tree', 'drink from the lake to the tree', ['collect wood']],
    ['wood at the lake stone', 'stone', ['then stone']],
    ['collect wood from the trees to the lake', 'lake', ['then lake']],
    ['collect wood to the eat', 'eat', ['east']],
    ['water the plant', 'water the plant', ['plant a sapling', 'eat a ripe plant']],
    ['eat, water plants', 'water plants', ['plant a sapling', 'eat a ripe plant']],
    ['drink, 2 fresh plants', '2 fresh plants', ['plant 2 saplings', 'eat 2 ripe plants']],
    ['a plant', 'a plant', ['plant a sapling', 'eat a ripe plant']],
  ] as const)('does not understand: %s', (text, part, suggestions) => {
    expect(problemOf(text)).toMatchObject({ part, suggestions });
    const { from, to } = problemOf(text);
    for (const suggestion of suggestions) {
      const repaired = text.slice(0, from) + suggestion + text.slice(to);
      expect(understood(readPlan(repaired)), repaired).not.toBeNull();
    }
  });

  it.each([
    ["collect wood but don't eat", 'but'],
    ["don't eat", "don't"],
    ['eat if hungry', 'if'],
    ['collect wood w', 'w'],
    ['eat, collect sand', 'sand'],
    ['3 times', '3'],
    ['cook, heal and wait', 'cook'],
    ['sheep', 'sheep'],
    ['collect wood, at night hide', 'hide'],
    ['collect wood near the lake and wait', 'wait'],
    ['in the cave', 'in the cave'],
    ['near the table wood pickaxe', 'wood pickaxe'],
    ['use the sword', 'use the sword'],
    ['collect wood, 3. place table', '3'],
    ['1. wood, 3. stone', '3'],
    ['1. wood, 2) stone', '2'],
    ['2,5 wood', '2'],
    ['collect wood, stone, coal, iron, diamonds', 'diamonds'],
  ])('has nothing to suggest instead: %s', (text, part) => {
    expect(problemOf(text).part).toBe(part);
  });
});
