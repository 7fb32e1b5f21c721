/** A slider over the turns of an agent, or another's steps, with buttons for single ones; the arrow keys work on it. */

export interface ScrubberProps {
  /** 0 … turns. */
  readonly turn: number;
  readonly turns: number;
  readonly onTurn: (turn: number) => void;
  readonly label: string;
  /** Where it stands, in words. */
  readonly text: string;
  /** What one of them is called; "turn" unless told otherwise. */
  readonly unit?: string;
  /** What the space bar does while the slider has the focus. */
  readonly onSpace?: () => void;
}

export function Scrubber({ turn, turns, onTurn, label, text, unit = 'turn', onSpace }: ScrubberProps) {
  return (
    <div class="scrubber">
      <button
        type="button"
        class="button"
        aria-label={`One ${unit} back`}
        disabled={turn === 0}
        onClick={() => onTurn(turn - 1)}
      >
        ◂
      </button>
      <input
        type="range"
        min={0}
        max={turns}
        step={1}
        value={turn}
        aria-label={label}
        aria-valuetext={text}
        onKeyDown={(event) => {
          if (event.key !== ' ' || !onSpace) return;
          event.preventDefault();
          onSpace();
        }}
        onInput={(event) => onTurn(Number(event.currentTarget.value))}
      />
      <button
        type="button"
        class="button"
        aria-label={`One ${unit} on`}
        disabled={turn === turns}
        onClick={() => onTurn(turn + 1)}
      >
        ▸
      </button>
      <span class="scrubber-text" aria-hidden="true">
        {text}
      </span>
    </div>
  );
}
