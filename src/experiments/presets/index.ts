/**
 * Named starting points: each a whole experiment with the claim it is there to show. A baseline is its preset without the
 * thing under test, and with what follows from that: who is alone may take more turns, who has no plans pays nothing for
 * them and imitates as many steps in fewer tokens, who was not primed explores more and is held near no policy. The
 * budget of reinforcement learning is the same. One file per environment, which says of each baseline what differs.
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
