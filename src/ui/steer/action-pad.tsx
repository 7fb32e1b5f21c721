/** Everything that the player can do, as buttons that tell their keys: for fingers, and to learn the keys from. */
import type { ComponentChildren } from 'preact';
import { ACTIONS, type ActionName } from '../../envs/crafter/rules.ts';
import { PixelIcon } from '../crafter/pixel-icon.tsx';
import type { SteerGame } from './game.ts';
import { type ActionKey, costWords, DEEDS, DO, keyWords, MOVES } from './keys.ts';
import './action-pad.css';

export function ActionPad({ game }: { game: SteerGame }) {
  const over = game.session.end.value !== null;
  return (
    <section class="action-pad" aria-label="Actions">
      <div class="move-pad">
        {[...MOVES, DO].map((entry) => (
          <HoldButton key={entry.action} game={game} entry={entry} disabled={over}>
            <span aria-hidden="true">{ARROWS[entry.action] ?? entry.label}</span>
            <span class="visually-hidden">{entry.label}</span>
          </HoldButton>
        ))}
      </div>
      <div class="deeds">
        {DEEDS.map((entry) => {
          const cost = costWords(entry.action);
          return (
            <button
              key={entry.action}
              type="button"
              class="deed"
              disabled={over}
              title={cost === null ? undefined : `Takes ${cost}`}
              onClick={() => game.press(ACTIONS.indexOf(entry.action), false)}
            >
              {entry.picture === null ? (
                <span class="deed-blank" aria-hidden="true">
                  …
                </span>
              ) : (
                <PixelIcon name={entry.picture} />
              )}
              <span class="deed-words">
                {entry.label}
                {cost !== null && <span class="deed-cost">{cost}</span>}
              </span>
              <kbd>{keyWords(entry)}</kbd>
            </button>
          );
        })}
      </div>
    </section>
  );
}

const ARROWS: Readonly<Partial<Record<ActionName, string>>> = {
  move_up: '▲',
  move_left: '◀',
  move_right: '▶',
  move_down: '▼',
};

interface HoldButtonProps {
  readonly game: SteerGame;
  readonly entry: ActionKey;
  readonly disabled: boolean;
  readonly children: ComponentChildren;
}

/** Acts when it is pressed, and again and again while it stays pressed. */
function HoldButton({ game, entry, disabled, children }: HoldButtonProps) {
  const action = ACTIONS.indexOf(entry.action);
  const release = () => game.release(action);
  return (
    <button
      type="button"
      class={`move ${entry.action}`}
      disabled={disabled}
      title={keyWords(entry)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        game.press(action, true);
      }}
      onPointerUp={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      // A click without a pointer comes from the keyboard or a screen reader.
      onClick={(event) => event.detail === 0 && game.press(action, false)}
    >
      {children}
    </button>
  );
}
