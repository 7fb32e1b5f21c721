/** What the player has seen of its world so far: of every tile the material that it last saw there. */
import { AREA, VIEW_HEIGHT, VIEW_WIDTH } from '../../envs/crafter/rules.ts';
import type { Scene } from '../../envs/crafter/scene.ts';

const ACROSS = (VIEW_WIDTH - 1) / 2;
const DOWN = (VIEW_HEIGHT - 1) / 2;

export class Explored {
  /** Index into `MATERIALS` by x · AREA + y; 0 where nothing has been seen. */
  readonly materials: Uint8Array;

  constructor(materials: Uint8Array = new Uint8Array(AREA * AREA)) {
    this.materials = materials;
  }

  /** Looks around; to be called at the beginning and after every step. */
  see(scene: Scene): void {
    const { x, y } = scene;
    const bottom = Math.min(AREA - 1, y + DOWN);
    const right = Math.min(AREA - 1, x + ACROSS);
    for (let i = Math.max(0, x - ACROSS); i <= right; i++) {
      for (let j = Math.max(0, y - DOWN); j <= bottom; j++) this.materials[i * AREA + j] = scene.material(i, j);
    }
  }

  copy(): Explored {
    return new Explored(this.materials.slice());
  }
}
