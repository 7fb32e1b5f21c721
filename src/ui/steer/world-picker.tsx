/** Which world this is, and the way to another: its seed, which stands in the address too. */
import { useId, useState } from 'preact/hooks';

interface WorldPickerProps {
  readonly seed: number;
  readonly go: (seed: number) => void;
  readonly newWorld: () => void;
  readonly again: () => void;
}

export function WorldPicker({ seed, go, newWorld, again }: WorldPickerProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const valid = typed === null || (/^\d+$/.test(typed) && Number.isSafeInteger(Number(typed)));
  return (
    <form
      class="world-picker"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === null || !valid) return;
        setTyped(null);
        go(Number(typed));
      }}
    >
      <label for={id}>World</label>
      <input
        id={id}
        inputMode="numeric"
        size={7}
        value={typed ?? seed}
        aria-invalid={!valid}
        aria-describedby={valid ? undefined : `${id}-problem`}
        onInput={(event) => setTyped(event.currentTarget.value.trim())}
      />
      {typed !== null && (
        <button type="submit" class="button small" disabled={!valid}>
          Go there
        </button>
      )}
      <button type="button" class="button small" onClick={again}>
        Begin again
      </button>
      <button type="button" class="button small" onClick={newWorld}>
        New world
      </button>
      {!valid && (
        <p id={`${id}-problem`} class="field-problem">
          The number of a world is a whole number from 0 up.
        </p>
      )}
    </form>
  );
}
