/** Games played by the expert under the project's own luck, and situations that are made for it. */
import { Game } from '../../../../../src/envs/crafter/game.ts';
import { EpisodeLuck } from '../../../../../src/envs/crafter/luck.ts';
import { Expert } from '../../../../../src/envs/crafter/player/expert.ts';
import { ACHIEVEMENTS, type AchievementName, VIEW_HEIGHT, VIEW_WIDTH } from '../../../../../src/envs/crafter/rules.ts';
import type { Scene } from '../../../../../src/envs/crafter/scene.ts';
import { derive, key } from '../../../../../src/random/index.ts';
import { type Setting, stage } from '../stage.ts';

const LUCK = key(77);

export function fresh(world: number): Game {
  return Game.begin(new EpisodeLuck(derive(LUCK, world)));
}

/** A situation with luck of its own for all that follows. */
export function situation(setting: Setting): Game {
  return Game.restore(stage(setting).game.snapshot(), new EpisodeLuck(LUCK));
}

/** Lets an expert play until it dies, or until `stop` says so, for at most so many steps. */
export function play(
  game: Game,
  steps: number,
  expert = new Expert(),
  stop: (game: Game) => boolean = () => false,
): Expert {
  for (let i = 0; i < steps && !stop(game); i++) if (game.step(expert.next(game)).dead) break;
  return expert;
}

export function achieved(scene: Scene): AchievementName[] {
  return ACHIEVEMENTS.filter((_, i) => (scene.achievements[i] ?? 0) > 0);
}

/** The same scene, but nobody may look further than the player does, or below what stands on a tile. */
export function blinkered(scene: Scene): Scene {
  const check = (x: number, y: number) => {
    if (Math.abs(x - scene.x) > VIEW_WIDTH >> 1 || Math.abs(y - scene.y) > VIEW_HEIGHT >> 1) {
      throw new Error(`(${x}, ${y}) is out of view from (${scene.x}, ${scene.y}).`);
    }
  };
  return {
    get steps() {
      return scene.steps;
    },
    get daylight() {
      return scene.daylight;
    },
    get x() {
      return scene.x;
    },
    get y() {
      return scene.y;
    },
    get facing() {
      return scene.facing;
    },
    get sleeping() {
      return scene.sleeping;
    },
    get inventory() {
      return scene.inventory;
    },
    get achievements() {
      return scene.achievements;
    },
    material() {
      throw new Error('What lies below an object cannot be seen.');
    },
    semantic(x, y) {
      check(x, y);
      return scene.semantic(x, y);
    },
    object(x, y) {
      check(x, y);
      return scene.object(x, y);
    },
  };
}
