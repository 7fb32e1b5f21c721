/** How an episode ended, what it came to, and where to go from there. */
import { ACHIEVEMENTS } from '../../envs/crafter/rules.ts';
import { countBits, unlockedIn } from '../crafter/moment.ts';
import { plural } from '../format.ts';
import { endingWords } from './ending.ts';
import { type SteerGame, YOU } from './game.ts';

export function After({ game, newWorld, again }: { game: SteerGame; newWorld: () => void; again: () => void }) {
  const { session } = game;
  const ending = session.ending.value;
  if (ending === null) return null;
  const { scene } = session.moment.peek();
  return (
    <div class="after" role="status">
      <h2>{endingWords(ending, session.driver.peek() === YOU)}</h2>
      <p class="numeric">
        {countBits(unlockedIn(scene))} of {ACHIEVEMENTS.length} achievements in {plural(scene.steps, 'step')}. The
        rewards add up to {session.reward.toFixed(1).replace('-', '−')}.
      </p>
      <p class="after-actions">
        <button type="button" class="button primary" onClick={() => game.watchAgain()}>
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
