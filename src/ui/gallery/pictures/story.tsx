/**
 * The frame of a preset's picture. The drawing at rest is the end of the story, complete and readable; the animation, for
 * those who like motion, tells how it came about, and starts over. It rests while nobody can see it.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { prefersReducedMotion } from '../../parts/hooks.ts';
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
  useEffect(() => {
    const root = svg.current;
    if (!root || prefersReducedMotion()) return;
    const animations = [...root.querySelectorAll<SVGElement>('[data-from], [data-fades], [data-ends]')].map((element) =>
      element.animate(keyframesOf(element.dataset), {
        duration: STORY_MS,
        iterations: Number.POSITIVE_INFINITY,
        easing: 'ease-in-out',
      }),
    );
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.at(-1)?.isIntersecting ?? true;
      for (const animation of animations) {
        if (seen) animation.play();
        else animation.pause();
      }
    });
    observer.observe(root);
    return () => {
      observer.disconnect();
      for (const animation of animations) animation.cancel();
    };
  }, []);
  return (
    <svg ref={svg} class="story" viewBox="-6 4 312 152" role="img" aria-label={words}>
      {children}
    </svg>
  );
}
