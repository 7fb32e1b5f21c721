/** Moves through what was recorded of a run, trees or episodes, oldest to newest, and back to what goes on now. */
import { useId } from 'preact/hooks';
import type { Sample } from '../../rl/records.ts';
import { sameSample } from '../session/history.ts';

export interface RecordPickerProps<Kind extends Sample> {
  readonly records: readonly Kind[];
  /** What one of them is called: "tree", "episode". */
  readonly noun: string;
  /** One of them in words. */
  readonly words: (record: Kind) => string;
  /** The recorded one in view; null while the live one is. */
  readonly shown: Kind | null;
  /** Whether there is a live one to go back to. */
  readonly live: boolean;
  /** Shows a recorded one, or follows the live one (null). */
  readonly onShow: (record: Kind | null) => void;
}

export function RecordPicker<Kind extends Sample>(props: RecordPickerProps<Kind>) {
  const { records, noun, words, shown, live, onShow } = props;
  const id = useId();
  if (records.length === 0) return null;
  const last = records.length - 1;
  // One that was thinned out while it was in view stays in view; the slider then stands at the oldest.
  const at = shown
    ? Math.max(
        0,
        records.findIndex((record) => sameSample(record, shown)),
      )
    : last;
  const go = (index: number) => {
    const record = records[Math.min(last, Math.max(0, index))];
    if (record) onShow(record);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="record-picker" role="group" aria-label={`Recorded ${noun}s`}>
      <button
        type="button"
        class="button small"
        aria-pressed={shown === null}
        disabled={!live}
        onClick={() => onShow(null)}
      >
        Live
      </button>
      <button
        type="button"
        class="button small"
        disabled={shown !== null && at === 0}
        onClick={() => go(at - (shown ? 1 : 0))}
      >
        Earlier
      </button>
      <label class="visually-hidden" for={id}>
        Recorded {noun}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        step={1}
        value={at}
        disabled={last === 0}
        aria-valuetext={shown ? words(shown) : `the live ${noun}`}
        onInput={(event) => go(Number(event.currentTarget.value))}
      />
      <button type="button" class="button small" disabled={shown === null || at === last} onClick={() => go(at + 1)}>
        Later
      </button>
      <span class="numeric picker-place">
        {shown ? `${at + 1} of ${records.length}` : `${records.length} recorded`}
      </span>
    </div>
  );
}
