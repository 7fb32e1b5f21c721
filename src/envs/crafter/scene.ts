/**
 * A game of Crafter as others may look at it: observations, pictures and scripted players read this and never touch
 * the game itself. All of it shows the present and changes with the next step.
 */

/** One object that stands in the world, the player included. */
export interface SceneObject {
  /** Index into `OBJECTS`. */
  readonly type: number;
  readonly x: number;
  readonly y: number;
  readonly health: number;
  /** Where it looks or flies, for players and arrows; [0, 0] for others. */
  readonly facing: readonly [dx: number, dy: number];
  /** Steps for which a plant has grown (ripe above 300); 0 for others. */
  readonly grown: number;
}

export interface Scene {
  /** Steps taken in this episode. */
  readonly steps: number;
  /** In [0, 1]. */
  readonly daylight: number;
  readonly x: number;
  readonly y: number;
  /** Unit vector of where the player looks. */
  readonly facing: readonly [dx: number, dy: number];
  readonly sleeping: boolean;
  /** Amounts in the order of `ITEMS`, each 0 … 9; its own copy is the reader's to make. */
  readonly inventory: Readonly<Uint8Array>;
  /** How often each of `ACHIEVEMENTS` has happened in this episode. */
  readonly achievements: Readonly<Uint16Array>;
  /** Index into `MATERIALS`; 0 outside of the world. */
  material(x: number, y: number): number;
  /** Index into `SEMANTICS`: the object there, or else the material; 0 outside of the world. */
  semantic(x: number, y: number): number;
  /** The object on that tile, or null. */
  object(x: number, y: number): SceneObject | null;
}
