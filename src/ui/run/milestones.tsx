/**
 * What can be achieved in an episode, and in which share of the episodes it was: bars with their names and numbers; and
 * which of it the best episode achieved.
 */
import type { BestEpisode } from '../../rl/records.ts';
import { percent, plural } from '../format.ts';
import { milestonesByShare } from './episode-figures.ts';

export interface MilestonesProps {
  readonly names: readonly string[];
  /** By name, in [0, 1]. */
  readonly shares: readonly number[];
  readonly episodes: number;
  readonly best: BestEpisode;
}

export function Milestones({ names, shares, episodes, best }: MilestonesProps) {
  // Of a single one, the share says all.
  const isTold = names.length > 1 && best.milestones.length > 0;
  const reached = best.milestones.filter(Boolean).length;
  return (
    <section class="milestones" aria-labelledby="milestones-title">
      <h3 id="milestones-title">What was achieved</h3>
      <p class="figure-note">
        Share of {plural(episodes, 'episode')}.
        {isTold && (
          <>
            {' '}
            Best episode <BestMark />: {reached} of {names.length} in {plural(best.steps, 'step')}.
          </>
        )}
      </p>
      <ul class={names.length > 6 ? 'many' : ''}>
        {milestonesByShare(names, shares).map(({ name, index, share }) => (
          <li key={name} class={share === 0 ? 'never' : ''}>
            <span class="milestone-name">
              {name}
              {isTold && best.milestones[index] && (
                <>
                  {' '}
                  <BestMark />
                  <span class="visually-hidden">, in the best episode</span>
                </>
              )}
            </span>
            <span class="milestone-bar" aria-hidden="true">
              <span style={{ width: `${100 * share}%` }} />
            </span>
            <span class="numeric milestone-share">{percent(share)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BestMark() {
  return (
    <span class="milestone-best" aria-hidden="true">
      ★
    </span>
  );
}
