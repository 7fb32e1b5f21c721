/**
 * A game of Crafter on the page: what the player sees, how it is and what it carries. It only shows; who plays, or which
 * recording is played, is the business of whoever gives it its moments.
 */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import './crafter-scene.css';
import { Inventory } from './inventory.tsx';
import { type Moment, readings } from './moment.ts';
import type { Context } from './picture/atlas.ts';
import { LOCAL_HEIGHT, LOCAL_WIDTH, paintLocalView } from './picture/local-view.ts';
import { PixelCanvas } from './pixel-canvas.tsx';
import { Vitals } from './vitals.tsx';
import { timeOfDay } from './words.ts';

export interface CrafterSceneProps {
  readonly moment: ReadonlySignal<Moment>;
  /** Stands over the picture. */
  readonly children?: ComponentChildren;
}

export function CrafterScene({ moment, children }: CrafterSceneProps) {
  const shown = useMemo(() => readings(moment), [moment]);
  return (
    <div class="crafter-scene">
      <div class="crafter-view">
        <PixelCanvas
          width={LOCAL_WIDTH}
          height={LOCAL_HEIGHT}
          moment={moment}
          paint={paintView}
          label="What the player sees of the world. The same is said in words further down."
        />
        {children}
      </div>
      <Clock moment={moment} />
      <Vitals readings={shown} />
      <Inventory readings={shown} />
    </div>
  );
}

function paintView(context: Context, { scene }: Moment): void {
  paintLocalView(context, scene);
}

function Clock({ moment }: { moment: ReadonlySignal<Moment> }) {
  const { scene } = moment.value;
  return (
    <p class="crafter-clock numeric">
      <span>Step {scene.steps}</span>
      <span>
        {timeOfDay(scene.steps, scene.daylight)}
        {scene.sleeping && ', asleep'}
      </span>
    </p>
  );
}
