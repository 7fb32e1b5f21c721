/** The game in words, for those who do not see the picture. It is read out only on request. */
import { effect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Moment } from '../crafter/moment.ts';
import { sceneWords } from '../crafter/scene-words.ts';

/** Milliseconds between two changes of the words: faster ones nobody can follow. */
const PAUSE = 500;

export function WordsPanel({ moment }: { moment: ReadonlySignal<Moment> }) {
  const [open, setOpen] = useState(false);
  const [aloud, setAloud] = useState(false);
  return (
    <details class="words-panel" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The game in words</summary>
      {open && (
        <>
          <label class="check">
            <input type="checkbox" checked={aloud} onChange={(event) => setAloud(event.currentTarget.checked)} />
            Let a screen reader say it when it changes
          </label>
          <Words moment={moment} aloud={aloud} />
        </>
      )}
    </details>
  );
}

function Words({ moment, aloud }: { moment: ReadonlySignal<Moment>; aloud: boolean }) {
  const [words, setWords] = useState(() => sceneWords(moment.peek().scene));
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | null = null;
    const stop = effect(() => {
      moment.value;
      waiting ??= setTimeout(() => {
        waiting = null;
        setWords(sceneWords(moment.peek().scene));
      }, PAUSE);
    });
    return () => {
      stop();
      if (waiting !== null) clearTimeout(waiting);
    };
  }, [moment]);
  return (
    <div class="scene-words">
      <p aria-live={aloud ? 'polite' : 'off'}>{words.surroundings}</p>
      <p>{words.status}</p>
    </div>
  );
}
