/** A game of Crafter at one moment: what the player sees, how it is, what it carries and has achieved; in words too. */
import { signal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { type CrafterState, CrafterWorld } from '../../envs/crafter/world.ts';
import { Achievements } from '../crafter/achievements.tsx';
import { CrafterScene } from '../crafter/crafter-scene.tsx';
import { Explored } from '../crafter/explored.ts';
import { type Moment, readings } from '../crafter/moment.ts';
import { sceneWords } from '../crafter/scene-words.ts';
import { Folded } from '../parts/folded.tsx';
import './crafter-view.css';
import type { PlanningViewProps } from './planning-view.ts';

export function CrafterView({ state }: PlanningViewProps<CrafterState>) {
  const now = useMemo((): Moment => ({ scene: CrafterWorld.restore(state).scene, explored: new Explored() }), [state]);
  const moment = useMemo(() => signal(now), []);
  const shown = useMemo(() => readings(moment), [moment]);
  useLayoutEffect(() => {
    moment.value = now;
  }, [moment, now]);
  return (
    <div class="crafter-moment">
      <CrafterScene moment={moment} />
      <Achievements readings={shown} />
      <Words moment={now} />
    </div>
  );
}

function Words({ moment: { scene } }: { moment: Moment }) {
  return (
    <Folded summary="What the player sees, in words">
      {() => {
        const { surroundings, status } = sceneWords(scene);
        return <pre>{`${surroundings}\n\n${status}`}</pre>;
      }}
    </Folded>
  );
}
