/** A slider over the turns of an agent with buttons for single steps; the arrow keys work on the slider. */

export interface ScrubberProps {
  /** 0 … turns. */
  readonly turn: number;
  readonly turns: number;
  readonly onTurn: (turn: number) => void;
  readonly label: string;
  /** Where it stands, in words. */
  readonly text: string;
}

export function Scrubber({ turn, turns, onTurn, label, text }: ScrubberProps) {
  return (
    <div class="scrubber">
      <button
        type="button"
        class="button"
        aria-label="One turn back"
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
        onInput={(event) => onTurn(Number(event.currentTarget.value))}
      />
      <button
        type="button"
        class="button"
        aria-label="One turn on"
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
