/**
 * The clock of a recording that is played back: where it stands, whether it runs, and at what pace. It stands at the end
 * of a recording until it is moved.
 */
import { useEffect, useState } from 'preact/hooks';

export interface Replay {
  /** Rounds or steps since the recording began, from 0 to `length`. */
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

/** Milliseconds in which a whole recording is played, and the bounds for one round: short ones need not be stretched. */
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

/** `recording` names what is played: the clock of another one stands at its end. */
export function useReplay(recording: string, length: number): Replay {
  /** Null at the end, wherever that is. */
  const [at, setAt] = useState<{ readonly recording: string; readonly time: number } | null>(null);
  const [playing, setPlaying] = useState(false);
  const [pace, setPace] = useState<Pace>('normal');
  const time = at?.recording === recording ? Math.min(at.time, length) : length;
  const runs = playing && at?.recording === recording && time < length;

  useEffect(() => {
    if (!runs) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setAt({ recording, time: time + 1 }), roundMs(length, pace));
    return () => clearTimeout(timer);
  }, [runs, recording, time, length, pace]);

  return {
    time,
    length,
    playing: runs,
    pace,
    seek: (to) => {
      setPlaying(false);
      setAt({ recording, time: Math.min(length, Math.max(0, Math.round(to))) });
    },
    play: () => {
      setAt({ recording, time: time >= length ? 0 : time });
      setPlaying(true);
    },
    pause: () => setPlaying(false),
    setPace,
  };
}
