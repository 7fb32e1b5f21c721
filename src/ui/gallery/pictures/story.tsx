/**
 * The frame of a preset's picture. The drawing at rest is the end of the story, complete and readable; the animation, for
 * those who like motion, tells how it came about, and starts over. It rests while nobody can see it.
 */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useMoving } from '../moving.ts';
import { keyframesOf } from './motion.ts';
import './story.css';

/** Every picture tells its story in two versions: the recursive agent, and the same agent alone. */
export interface PictureProps {
  readonly recursive: boolean;
}

const STORY_MS = 9000;

interface StoryProps {
  /** What there is to see, for those who do not see it. */
  readonly words: string;
  readonly children: ComponentChildren;
}

export function Story({ words, children }: StoryProps) {
  const svg = useRef<SVGSVGElement>(null);
  useMoving(svg, tell);
  return (
    <svg ref={svg} class="story" viewBox="-6 4 312 152" role="img" aria-label={words}>
      {children}
    </svg>
  );
}

/** Tells the story of a drawing, again and again; answers what puts it to rest. */
function tell(root: SVGSVGElement): () => void {
  const animations = [...root.querySelectorAll<SVGElement>('[data-from], [data-fades], [data-ends]')].map((element) =>
    element.animate(keyframesOf(element.dataset), {
      duration: STORY_MS,
      iterations: Number.POSITIVE_INFINITY,
      easing: 'ease-in-out',
    }),
  );
  return () => {
    for (const animation of animations) animation.cancel();
  };
}
