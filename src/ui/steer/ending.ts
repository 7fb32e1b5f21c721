/** How an episode came to its end, judged from what is seen at that moment. */
import { ITEMS, MATERIALS, OBJECTS } from '../../envs/crafter/rules.ts';
import type { Scene } from '../../envs/crafter/scene.ts';

export const ENDINGS = ['lava', 'zombie', 'arrow', 'thirst', 'hunger', 'exhaustion', 'unknown', 'time'] as const;
export type Ending = (typeof ENDINGS)[number];

/** The end of an episode: how it came, and the id of the driver that played then. */
export interface End {
  readonly ending: Ending;
  readonly driver: string;
}

/** Of somebody else, and of whoever reads it. */
const ENDING_WORDS: Readonly<Record<Ending, readonly [other: string, you: string]>> = {
  lava: ['It walked into lava.', 'You walked into lava.'],
  zombie: ['A zombie got it.', 'A zombie got you.'],
  arrow: ['A skeleton’s arrow got it.', 'A skeleton’s arrow got you.'],
  thirst: ['It died of thirst.', 'You died of thirst.'],
  hunger: ['It starved.', 'You starved.'],
  exhaustion: ['It died of exhaustion.', 'You died of exhaustion.'],
  unknown: ['It died.', 'You died.'],
  time: ['Time is up, and it is alive.', 'Time is up, and you are alive.'],
};

/** `yours` when the person played at that moment. */
export function endingWords(ending: Ending, yours: boolean): string {
  return ENDING_WORDS[ending][yours ? 1 : 0];
}

const LAVA = MATERIALS.indexOf('lava');
const ZOMBIE = OBJECTS.indexOf('zombie');
const [FOOD, DRINK, ENERGY] = [ITEMS.indexOf('food'), ITEMS.indexOf('drink'), ITEMS.indexOf('energy')];
/** Hunger and the like take one point at a time; whoever attacks takes at least two. */
const BLOW = 2;

/** What killed a player that had `healthBefore` a step earlier. */
export function causeOfDeath(scene: Scene, healthBefore: number): Ending {
  const { x, y, inventory } = scene;
  if (scene.material(x, y) === LAVA) return 'lava';
  const want = wants(inventory);
  if (healthBefore < BLOW && want !== null) return want;
  if (beside(scene, ZOMBIE)) return 'zombie';
  // An arrow is gone when it has hit.
  if (healthBefore >= BLOW || want === null) return skeletonInSight(scene) ? 'arrow' : (want ?? 'unknown');
  return want;
}

function wants(inventory: Readonly<Uint8Array>): Ending | null {
  if (inventory[DRINK] === 0) return 'thirst';
  if (inventory[FOOD] === 0) return 'hunger';
  return inventory[ENERGY] === 0 ? 'exhaustion' : null;
}

function beside(scene: Scene, type: number): boolean {
  return [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ].some(([dx = 0, dy = 0]) => scene.object(scene.x + dx, scene.y + dy)?.type === type);
}

function skeletonInSight(scene: Scene): boolean {
  const skeleton = OBJECTS.indexOf('skeleton');
  for (let dx = -8; dx <= 8; dx++) {
    for (let dy = -8; dy <= 8; dy++) if (scene.object(scene.x + dx, scene.y + dy)?.type === skeleton) return true;
  }
  return false;
}
