/**
 * The English of a scene against what BALROG's own formatter wrote for states of the reference implementation: a whole
 * episode that lies beside this file, and all texts there are where the reference's traces are at hand. Drawn scenes show
 * what that episode does not.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Game } from '../../../../src/envs/crafter/game.ts';
import { NumpyRandom } from '../../../../src/envs/crafter/reference/numpy-random.ts';
import { worldSeed } from '../../../../src/envs/crafter/reference/world-seed.ts';
import { describeStatus, describeSurroundings, TEXT_VARIANTS } from '../../../../src/envs/crafter/text.ts';
import { drawScene } from '../../../support/crafter-scene.ts';

interface Recorded {
  readonly t: number;
  readonly cfg: keyof typeof TEXT_VARIANTS;
  readonly long: string;
  readonly short: string;
}

const TRACES = new URL('../../../../../shared/reference/crafter-traces/', import.meta.url);

function readLines<T>(url: URL): T[] {
  const text = gunzipSync(readFileSync(url)).toString('utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line) as T);
}

/** Plays the actions (digits to the base of 17) and compares wherever a text is recorded, in the order of steps. */
function expectTexts(seed: number, actions: string, recorded: readonly Recorded[]): void {
  const game = Game.begin(new NumpyRandom(worldSeed(seed, 1)));
  for (const { t, cfg, long, short } of recorded) {
    while (game.steps < t) game.step(Number.parseInt(actions[game.steps] ?? '', 17));
    expect(describeSurroundings(game, TEXT_VARIANTS[cfg]), `seed ${seed}, step ${t}, ${cfg}`).toBe(long);
    expect(describeStatus(game), `seed ${seed}, step ${t}`).toBe(short);
  }
}

describe('the text of a scene', () => {
  it("is BALROG's in every recorded state of an episode", () => {
    const url = new URL('balrog-text.seed-0.jsonl.gz', import.meta.url);
    const [head, ...recorded] = readLines<Recorded & { seed: number; actions: string }>(url);
    expect(recorded).toHaveLength(113);
    expect(new Set(recorded.map(({ cfg }) => cfg))).toEqual(new Set(Object.keys(TEXT_VARIANTS)));
    expectTexts(head!.seed, head!.actions, recorded);
  });

  if (existsSync(TRACES)) {
    it("is BALROG's in every state that the reference's traces have a text for", () => {
      const headers = readLines<{ k?: string; seed: number; actions: string }>(
        new URL('scripted.norender.jsonl.gz', TRACES),
      ).filter(({ k }) => k === 'ep');
      const texts = readLines<Recorded & { seed: number }>(new URL('balrog-text.scripted.norender.jsonl.gz', TRACES));
      let compared = 0;
      for (const { seed, actions } of headers) {
        const recorded = texts.filter((text) => text.seed === seed);
        expectTexts(seed, actions, recorded);
        compared += recorded.length;
      }
      expect(compared).toBe(texts.length);
      expect(compared).toBeGreaterThan(0);
    });
  }

  it('tells the nearest of each name in the order in which columns meet them', () => {
    const scene = drawScene(['T...T', '..@.C', '.Z...'], { facing: [-1, 0] });
    expect(describeSurroundings(scene, TEXT_VARIANTS.default)).toBe(
      [
        'You see:',
        '- grass 1 step to your west',
        '- tree 3 steps to your north-west',
        '- zombie 2 steps to your south-west',
        '- cow 2 steps to your east',
        '',
        'You face grass at your front.',
      ].join('\n'),
    );
  });

  it('tells steps in each axis when it is to be precise', () => {
    const scene = drawScene(['T....', '..@.C', '.....'].map((line) => line.replaceAll('.', ':')));
    const lines = describeSurroundings(scene, TEXT_VARIANTS.precise).split('\n');
    expect(lines).toContain('- tree 1 step north and 2 steps west');
    expect(lines).toContain('- cow 2 steps east');
  });

  it('tells every tile in view when it is to tell all', () => {
    const lines = describeSurroundings(drawScene(['@']), TEXT_VARIANTS.all).split('\n');
    expect(lines.filter((line) => line.startsWith('- grass'))).toHaveLength(9 * 7 - 1);
  });

  it('keeps silent about what is skipped, and tells only the shores of water', () => {
    const lake = ['.......', '.~~~~~.', '.~~~~~.', '.~~~~~.', '...@...'];
    const scene = drawScene(lake, { facing: [1, 0] });
    const shores = { ...TEXT_VARIANTS.skip, nearestOnly: false };
    const lines = describeSurroundings(scene, shores).split('\n');
    expect(lines.filter((line) => line.startsWith('- water'))).not.toContain('- water 2 steps to your north');
    expect(lines).toContain('- water 1 step to your north');
    expect(lines.some((line) => line.startsWith('- grass'))).toBe(false);
    expect(lines.at(-1)).toBe('You face nothing at your front.');
  });

  it('sees nothing near the western and northern edges, and less near the others', () => {
    const blind = 'You see nothing away from you.\n\nYou face nothing at your front.';
    expect(describeSurroundings(drawScene(['@'], { at: [3, 30] }), TEXT_VARIANTS.default)).toBe(blind);
    expect(describeSurroundings(drawScene(['@'], { at: [30, 2] }), TEXT_VARIANTS.default)).toBe(blind);
    const corner = drawScene(['@'], { at: [63, 63] });
    const lines = describeSurroundings(corner, TEXT_VARIANTS.all).split('\n');
    expect(lines.filter((line) => line.startsWith('- grass'))).toHaveLength(5 * 4 - 1);
    expect(lines.at(-1)).toBe('You face nothing at your front.');
  });

  it('says first when the player sleeps, and else when it is dead', () => {
    const dead = drawScene(['@'], { inventory: { health: 0 } });
    const asleep = drawScene(['@'], { sleeping: true, inventory: { health: 0 } });
    expect(describeSurroundings(dead, TEXT_VARIANTS.default)).toMatch(/^You died\.\n\n\n\nYou see:/);
    expect(describeSurroundings(asleep, TEXT_VARIANTS.default)).toMatch(/^You are sleeping, .*\n\n\n\nYou see:/);
  });

  it('lists the vitals, and of the rest what there is', () => {
    expect(describeStatus(drawScene(['@']))).toMatch(/- energy: 9\/9\n\nYou have nothing in your inventory\.$/);
    const carrying = drawScene(['@'], { inventory: { food: 3, wood: 2, iron_sword: 1 } });
    expect(describeStatus(carrying)).toBe(
      [
        'Your status:',
        '- health: 9/9',
        '- food: 3/9',
        '- drink: 9/9',
        '- energy: 9/9',
        '',
        'Your inventory:',
        '- wood: 2',
        '- iron_sword: 1',
      ].join('\n'),
    );
  });
});
