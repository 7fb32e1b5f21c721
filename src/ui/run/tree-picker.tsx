/** Moves through the recorded trees of a run, oldest to newest, and back to the one that grows now. */
import { useId } from 'preact/hooks';
import type { TreeRecord } from '../../rl/records.ts';
import { sameTree } from '../session/history.ts';
import { recordWords } from './tree-words.ts';

export interface TreePickerProps {
  readonly records: readonly TreeRecord[];
  /** The recorded tree in view; null while the live one is. */
  readonly shown: TreeRecord | null;
  /** Whether there is a live tree to go back to. */
  readonly live: boolean;
  /** Shows a recorded tree, or follows the live one (null). */
  readonly onShow: (record: TreeRecord | null) => void;
}

export function TreePicker({ records, shown, live, onShow }: TreePickerProps) {
  const id = useId();
  if (records.length === 0) return null;
  const last = records.length - 1;
  // A tree that was thinned out while it was in view stays in view; the slider then stands at the oldest.
  const at = shown
    ? Math.max(
        0,
        records.findIndex((record) => sameTree(record, shown)),
      )
    : last;
  const go = (index: number) => {
    const record = records[Math.min(last, Math.max(0, index))];
    if (record) onShow(record);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="tree-picker" role="group" aria-label="Recorded trees">
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
        Recorded tree
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={last}
        step={1}
        value={at}
        disabled={last === 0}
        aria-valuetext={shown ? recordWords(shown) : 'the live tree'}
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
