/** The picture of the game and what listens to the keyboard: on the picture, and on the page where nothing has the focus. */

import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CrafterScene } from '../crafter/crafter-scene.tsx';
import type { Moment } from '../crafter/moment.ts';
import { type SteerGame, YOU } from './game.ts';
import { actionOfKey } from './keys.ts';

interface StageProps {
  readonly game: SteerGame;
  readonly moment: ReadonlySignal<Moment>;
  readonly children?: ComponentChildren;
}

export function Stage({ game, moment, children }: StageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const yours = game.session.driver.value === YOU;
  const watching = game.playback.value !== null;
  useEffect(() => (yours ? stage.current?.focus({ preventScroll: true }) : undefined), [yours]);
  useEffect(() => {
    const listens = ({ target }: Event) => target === document.body || target === stage.current;
    const down = (event: KeyboardEvent) => {
      if (!listens(event) || event.ctrlKey || event.metaKey || event.altKey || game.playback.peek()) return;
      if (game.session.driver.peek() === YOU) {
        const action = actionOfKey(event.key);
        if (action === null) return;
        event.preventDefault();
        if (!event.repeat) game.press(action, true);
      } else if (event.key === ' ') {
        event.preventDefault();
        if (game.playing.peek()) game.pause();
        else game.play();
      } else if (event.key === '.') {
        game.stepOnce();
      }
    };
    const up = (event: KeyboardEvent) => {
      const action = actionOfKey(event.key);
      if (action !== null) game.release(action);
    };
    const leave = () => game.releaseAll();
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', leave);
      leave();
    };
  }, [game]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group that takes keys is no fieldset
    <div
      ref={stage}
      class="steer-stage"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the game is played by keys while it has the focus
      tabIndex={0}
      aria-label={
        watching
          ? 'The recording'
          : yours
            ? 'The game. Arrow keys or W, A, S, D move, the space bar acts on what is in front; all other keys stand on the buttons below.'
            : 'The game. The space bar pauses and goes on, the full stop takes a single step.'
      }
    >
      <CrafterScene moment={moment}>{children}</CrafterScene>
    </div>
  );
}
