/** What can be achieved in an episode, and in which share of the episodes it was: bars with their names and numbers. */
import { percent, plural } from '../format.ts';
import { milestonesByShare } from './episode-figures.ts';

export interface MilestonesProps {
  readonly names: readonly string[];
  /** By name, in [0, 1]. */
  readonly shares: readonly number[];
  readonly episodes: number;
}

export function Milestones({ names, shares, episodes }: MilestonesProps) {
  return (
    <section class="milestones" aria-labelledby="milestones-title">
      <h3 id="milestones-title">What was achieved</h3>
      <p class="figure-note">Share of {plural(episodes, 'episode')}.</p>
      <ul class={names.length > 6 ? 'many' : ''}>
        {milestonesByShare(names, shares).map(({ name, share }) => (
          <li key={name} class={share === 0 ? 'never' : ''}>
            <span class="milestone-name">{name}</span>
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
