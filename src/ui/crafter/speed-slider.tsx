/** How fast a game or a recording goes, from slow motion to sixty steps a second. */
import { useId } from 'preact/hooks';
import { type Pacer, SPEEDS, speedWords } from './pacer.ts';

export function SpeedSlider({ pacer }: { pacer: Pacer }) {
  const id = useId();
  const { speed } = pacer;
  const words = speedWords(speed.value);
  return (
    <span class="crafter-speed">
      <label for={id}>Speed</label>
      <input
        id={id}
        type="range"
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={(SPEEDS as readonly number[]).indexOf(speed.value)}
        aria-valuetext={words}
        onInput={(event) => {
          speed.value = SPEEDS[Number(event.currentTarget.value)] ?? speed.value;
        }}
      />
      <output for={id} class="numeric">
        {words}
      </output>
    </span>
  );
}
