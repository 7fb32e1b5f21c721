/** The whole world from above: what the player has seen of it, or on request all of it. */
import type { ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Moment } from './moment.ts';
import type { Context } from './picture/atlas.ts';
import { MAP_SIZE, paintWorldMap } from './picture/world-map.ts';
import { PixelCanvas } from './pixel-canvas.tsx';

export function WorldMap({ moment }: { moment: ReadonlySignal<Moment> }) {
  const [all, setAll] = useState(false);
  return (
    <section class="world-map" aria-label="Map">
      <PixelCanvas
        width={MAP_SIZE}
        height={MAP_SIZE}
        moment={moment}
        paint={all ? paintAll : paintSeen}
        label={
          all
            ? 'Map of the whole world, the player in a frame.'
            : 'Map of what the player has seen of the world so far, the player in a frame.'
        }
      />
      <label class="check">
        <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
        Show what has not been seen yet
      </label>
    </section>
  );
}

function paintSeen(context: Context, { scene, explored }: Moment): void {
  paintWorldMap(context, scene, explored);
}

function paintAll(context: Context, { scene }: Moment): void {
  paintWorldMap(context, scene, null);
}
