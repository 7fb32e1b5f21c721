/** What has happened in the episode, in words, the latest first. */
import { decodePlan } from '../../envs/crafter/plan-tokens.ts';
import { ACHIEVEMENTS, type AchievementName } from '../../envs/crafter/rules.ts';
import { wordPlan } from '../../envs/crafter/wording.ts';
import { achievementWords } from '../crafter/words.ts';
import { endingWords } from './ending.ts';
import { type Player, YOU } from './game.ts';
import type { LogEntry, SteerSession } from './session.ts';

export function EpisodeLog({ session, players }: { session: SteerSession; players: readonly Player[] }) {
  const entries = session.log.value;
  return (
    <section class="episode-log" aria-label="What has happened">
      <h3>What has happened</h3>
      {entries.length === 0 ? (
        <p class="quiet">Nothing worth a word yet.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <ol tabIndex={0} aria-label="Events, the latest first">
          {entries
            .map((entry, i) => (
              <li key={i} class={`event of-${entry.kind}`}>
                <span class="event-step numeric">{entry.step}</span>
                <span>{eventWords(entry, players)}</span>
              </li>
            ))
            .reverse()}
        </ol>
      )}
    </section>
  );
}

/** "Collect wood", "You took over." */
export function eventWords(entry: LogEntry, players: readonly Player[]): string {
  switch (entry.kind) {
    case 'achievement':
      return achievementWords(ACHIEVEMENTS[entry.achievement] as AchievementName);
    case 'plan':
      return `You gave a plan: ${wordPlan(decodePlan(entry.plan))}`;
    case 'plan-done':
      return 'Your plan is done.';
    case 'plan-taken-back':
      return 'You took the plan back.';
    case 'driver':
      return entry.driver === YOU ? 'You took over.' : `${labelOf(entry.driver, players)} took over.`;
    case 'end':
      return endingWords(entry.ending, entry.driver === YOU);
    default:
      return entry satisfies never;
  }
}

function labelOf(driver: string, players: readonly Player[]): string {
  return players.find(({ id }) => id === driver)?.label ?? driver;
}
