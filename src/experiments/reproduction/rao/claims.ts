/** The claims of RAO's paper, in the order in which they are shown. */
import type { RaoClaim } from './claim.ts';
import { bonus, credit } from './claims/ablations.ts';
import { manyHops, parallelism } from './claims/chained.ts';
import { efficiency } from './claims/efficiency.ts';
import { deeperTasks, longInputs } from './claims/generalisation.ts';
import { speed } from './claims/speed.ts';
import { largeWindow, smallWindow } from './claims/window.ts';

export const RAO_CLAIMS: readonly RaoClaim[] = [
  smallWindow,
  largeWindow,
  efficiency,
  deeperTasks,
  longInputs,
  speed,
  credit,
  bonus,
  parallelism,
  manyHops,
];
