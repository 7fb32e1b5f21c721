/**
 * The picture of the game and what listens to the keyboard: all over the page while a person plays, but for keys that
 * whatever has the focus wants itself; else on the picture, and where nothing has the focus.
 */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { CrafterScene } from '../crafter/crafter-scene.tsx';
import type { Moment } from '../crafter/moment.ts';
import type { Playback } from '../crafter/playback.ts';
import { type SteerGame, YOU } from './game.ts';
import { actionOfKey } from './keys.ts';
import { wantsKey } from './own-keys.ts';

interface StageProps {
  readonly game: SteerGame;
  readonly moment: ReadonlySignal<Moment>;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly children?: ComponentChildren;
}

export function Stage({ game, moment, box, children }: StageProps) {
  const yours = game.session.driver.value === YOU;
  const watching = game.playback.value !== null;
  useEffect(() => {
    const play = (event: KeyboardEvent) => {
      const action = actionOfKey(event.key);
      if (action === null || wantsKey(event.target, event.key)) return;
      event.preventDefault();
      if (!event.repeat) game.press(action, true);
    };
    const watch = (event: KeyboardEvent, shown: SteerGame | Playback) => {
      if (event.target !== document.body && event.target !== box.current) return;
      if (event.key === '.') shown.stepOnce();
      if (event.key !== ' ') return;
      event.preventDefault();
      if (event.repeat) return;
      if (shown.playing.peek()) shown.pause();
      else shown.play();
    };
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const playback = game.playback.peek();
      if (playback === null && game.session.driver.peek() === YOU) play(event);
      else watch(event, playback ?? game);
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
  }, [game, box]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group that takes keys is no fieldset
    <div
      ref={box}
      class="steer-stage"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the game is played by keys while it has the focus
      tabIndex={0}
      aria-label={
        watching
          ? 'The recording. The space bar pauses and goes on, the full stop takes a single step.'
          : yours
            ? 'The game. Arrow keys or W, A, S, D move, the space bar acts on what is in front; all other keys stand on the buttons below.'
            : 'The game. The space bar pauses and goes on, the full stop takes a single step.'
      }
    >
      <CrafterScene moment={moment}>{children}</CrafterScene>
    </div>
  );
}
