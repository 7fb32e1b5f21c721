/** A scene in words for people: what is seen where, what is faced, how the player is and what it carries. */
import { VIEW_HEIGHT, VIEW_WIDTH } from '../../envs/crafter/rules.ts';
import type { Scene } from '../../envs/crafter/scene.ts';
import { describeStatus, describeSurroundings, TEXT_VARIANTS } from '../../envs/crafter/text.ts';

const OPTIONS = { ...TEXT_VARIANTS.precise, skip: ['none'] };

export function sceneWords(scene: Scene): { readonly surroundings: string; readonly status: string } {
  return {
    surroundings: describeSurroundings(movedInland(scene), OPTIONS).replaceAll('\n\n\n\n', '\n\n'),
    status: describeStatus(scene).replaceAll('_', ' '),
  };
}

/**
 * The same scene with coordinates that are never so small that the view reaches out of the world: there the benchmark's
 * wording, which language models are used to, sees nothing at all, and people shall.
 */
function movedInland(scene: Scene): Scene {
  const east = Math.max(0, (VIEW_WIDTH - 1) / 2 - scene.x);
  const south = Math.max(0, (VIEW_HEIGHT - 1) / 2 - scene.y);
  return {
    steps: scene.steps,
    daylight: scene.daylight,
    x: scene.x + east,
    y: scene.y + south,
    facing: scene.facing,
    sleeping: scene.sleeping,
    inventory: scene.inventory,
    achievements: scene.achievements,
    material: (x, y) => scene.material(x - east, y - south),
    semantic: (x, y) => scene.semantic(x - east, y - south),
    object: (x, y) => scene.object(x - east, y - south),
  };
}
