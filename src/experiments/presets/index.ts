/**
 * Named starting points: each a whole experiment with the claim it is there to show. A baseline is its preset with
 * only the thing under test taken away, on the same budget of tokens. One file per environment.
 */

import type { RaoExperiment } from '../experiment.ts';
import { CRAFTER_PRESETS } from './crafter.ts';
import { DEEPDIVE_PRESETS } from './deepdive.ts';
import { OOLONG_PRESETS } from './oolong.ts';
import { POGS_PRESETS } from './pogs.ts';
import type { Preset } from './preset.ts';
import { TEXTCRAFT_PRESETS } from './textcraft.ts';

export type { Preset } from './preset.ts';

/** In the order in which the gallery shows them. */
export const PRESETS: readonly Preset[] = [
  ...TEXTCRAFT_PRESETS,
  ...OOLONG_PRESETS,
  ...DEEPDIVE_PRESETS,
  ...POGS_PRESETS,
  ...CRAFTER_PRESETS,
];

/** The preset that the page falls back to. */
export const DEFAULT_PRESET = TEXTCRAFT_PRESETS[0] as Preset<RaoExperiment>;

export function findPreset(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}
