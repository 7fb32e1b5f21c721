/**
 * The clock of a tree that is played back: where it stands, whether it runs, and at what pace. It stands at the end of
 * a tree until it is moved.
 */
import { useEffect, useState } from 'preact/hooks';

export interface Replay {
  /** Rounds since the root started, from 0 to `length`. */
  readonly time: number;
  readonly length: number;
  readonly playing: boolean;
  readonly pace: Pace;
  seek(time: number): void;
  /** Starts over when it stands at the end. */
  play(): void;
  pause(): void;
  setPace(pace: Pace): void;
}

export const PACES = ['slow', 'normal', 'fast'] as const;

export type Pace = (typeof PACES)[number];

/** Milliseconds in which a whole tree is played, and the bounds for one round: short trees need not be stretched. */
const WHOLE: Readonly<Record<Pace, number>> = { slow: 60_000, normal: 20_000, fast: 6_000 };
const ROUND: Readonly<Record<Pace, readonly [least: number, most: number]>> = {
  slow: [120, 1500],
  normal: [50, 600],
  fast: [16, 200],
};

/** Milliseconds between two rounds. */
export function roundMs(length: number, pace: Pace): number {
  const [least, most] = ROUND[pace];
  return Math.min(most, Math.max(least, WHOLE[pace] / Math.max(1, length)));
}

/** `tree` names the tree: the clock of another one stands at its end. */
export function useReplay(tree: string, length: number): Replay {
  /** Null at the end, wherever that is. */
  const [at, setAt] = useState<{ readonly tree: string; readonly time: number } | null>(null);
  const [playing, setPlaying] = useState(false);
  const [pace, setPace] = useState<Pace>('normal');
  const time = at?.tree === tree ? Math.min(at.time, length) : length;
  const runs = playing && at?.tree === tree && time < length;

  useEffect(() => {
    if (!runs) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setAt({ tree, time: time + 1 }), roundMs(length, pace));
    return () => clearTimeout(timer);
  }, [runs, tree, time, length, pace]);

  return {
    time,
    length,
    playing: runs,
    pace,
    seek: (to) => {
      setPlaying(false);
      setAt({ tree, time: Math.min(length, Math.max(0, Math.round(to))) });
    },
    play: () => {
      setAt({ tree, time: time >= length ? 0 : time });
      setPlaying(true);
    },
    pause: () => setPlaying(false),
    setPace,
  };
}
