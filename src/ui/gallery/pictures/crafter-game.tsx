/**
 * The picture of Crafter: a game that goes on, with the plan in force below it. It moves for those who like motion and
 * can see it; for others it stands still in the middle of a game.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { LOCAL_HEIGHT, LOCAL_WIDTH, paintLocalView } from '../../crafter/picture/local-view.ts';
import { plural } from '../../format.ts';
import { useMoving } from '../moving.ts';
import { CrafterDemo } from './crafter-demo.ts';
import './crafter-game.css';
import type { Rhythm } from './planned-walk.tsx';

const STEP_MS = 260;
/** Where the game stands at first: something has been planned and done. */
const FIRST = 28;

const WORDS: Readonly<Record<Rhythm, string>> = {
  carried: 'A player gathers, builds and fights in a world of pixels. It carries one plan for several steps.',
  never: 'The same player without plans: it keeps losing its thread.',
  always: 'The same player writes a plan at every single step.',
};

export function CrafterGame({ rhythm }: { rhythm: Rhythm }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const demo = useMemo(() => {
    const game = new CrafterDemo(rhythm);
    for (let i = 0; i < FIRST; i++) game.step();
    return game;
  }, [rhythm]);
  const [, redraw] = useState(0);
  const paint = useCallback(() => {
    const drawn = canvas.current?.getContext('2d', { alpha: false });
    if (drawn) paintLocalView(drawn, demo.scene);
  }, [demo]);
  useEffect(paint, [paint]);
  const play = useCallback(() => {
    const timer = setInterval(() => {
      demo.step();
      paint();
      redraw((n) => n + 1);
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [demo, paint]);
  useMoving(canvas, play);
  return (
    <div class="crafter-game">
      <canvas ref={canvas} width={LOCAL_WIDTH} height={LOCAL_HEIGHT} role="img" aria-label={WORDS[rhythm]} />
      <p class={demo.plan === null ? 'crafter-game-plan none' : 'crafter-game-plan'} aria-hidden="true">
        {demo.plan ?? 'No plan'}
      </p>
      <p class="crafter-game-figures numeric" aria-hidden="true">
        {plural(demo.plans, 'plan')} · {demo.achieved} of 22 achieved
      </p>
    </div>
  );
}
