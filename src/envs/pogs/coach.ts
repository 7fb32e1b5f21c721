/**
 * A stand-in for a person who writes plans: the scripted player, which remembers everything that was seen, telling at
 * every step where it would go in the place of whoever walks. It knows no more than the observations said.
 */
import { key } from '../../random/index.ts';
import type { Settings, Token } from '../environment.ts';
import type { PlanCoach } from '../planning.ts';
import { STYLES } from './plan.ts';
import { player } from './player.ts';
import type { PogsState } from './state.ts';

/** All that a plan can say: the way, and where it was told. */
const STYLE = STYLES.findIndex(({ name }) => name === 'route and where from');

/** Which of equally good ways it tells of is always drawn alike. */
const LUCK = key(0);

export function coach(settings: Settings): PlanCoach<PogsState> {
  const looking = player(LUCK, { style: STYLE, noise: 0, interval: [1, 1] }, settings);
  let plan: readonly Token[] | null = null;
  return {
    watch(world) {
      ({ plan } = looking.next(world));
    },
    advise() {
      if (!plan) throw new Error('A coach has to watch a step before it can say anything about it.');
      return [...plan];
    },
  };
}
