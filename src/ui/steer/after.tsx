/** How an episode ended, what it came to, and where to go from there. The announcer says it to whoever does not see it. */
import { ACHIEVEMENTS } from '../../envs/crafter/rules.ts';
import { countBits, unlockedIn } from '../crafter/moment.ts';
import { plural } from '../format.ts';
import { endingWords } from './ending.ts';
import { type SteerGame, YOU } from './game.ts';

interface AfterProps {
  readonly game: SteerGame;
  readonly watch: () => void;
  readonly again: () => void;
  readonly newWorld: () => void;
}

export function After({ game, watch, again, newWorld }: AfterProps) {
  const { session } = game;
  const end = session.end.value;
  if (end === null) return null;
  const { scene } = session.moment.peek();
  return (
    <div class="after">
      <h2>{endingWords(end.ending, end.driver === YOU)}</h2>
      <p class="numeric">
        {countBits(unlockedIn(scene))} of {ACHIEVEMENTS.length} achievements in {plural(scene.steps, 'step')}. The
        rewards add up to {session.reward.toFixed(1).replace('-', '−')}.
      </p>
      <p class="after-actions">
        <button type="button" class="button primary" onClick={watch}>
          Watch again
        </button>
        <button type="button" class="button" onClick={again}>
          Same world
        </button>
        <button type="button" class="button" onClick={newWorld}>
          New world
        </button>
      </p>
    </div>
  );
}
