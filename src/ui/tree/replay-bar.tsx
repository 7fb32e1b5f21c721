/** Plays a finished tree back, with the number of agents at work in each round as a profile over the slider. */
import { useMemo } from 'preact/hooks';
import { plural } from '../format.ts';
import { ReplayControls } from '../parts/replay-controls.tsx';
import type { Replay } from '../parts/use-replay.ts';
import { hasFailed } from './landmarks.ts';
import type { TreeNodeView } from './nodes.ts';
import './replay-bar.css';
import { activity, type Timeline } from './timeline.ts';

export interface ReplayBarProps {
  readonly replay: Replay;
  readonly timeline: Timeline;
  /** The tree at the moment at which the clock stands. */
  readonly nodes: readonly TreeNodeView[];
}

export function ReplayBar({ replay, timeline, nodes }: ReplayBarProps) {
  const { time, length } = replay;
  return (
    <ReplayControls replay={replay} unit="round" words={momentWords(nodes, time, length)}>
      <Profile timeline={timeline} time={time} />
    </ReplayControls>
  );
}

/** Bars, one per round: as high as many agents wrote a turn in it. */
function Profile({ timeline, time }: { timeline: Timeline; time: number }) {
  const counts = useMemo(() => activity(timeline), [timeline]);
  const most = counts.reduce((highest, count) => Math.max(highest, count), 1);
  const bars = (from: number, to: number) =>
    counts
      .slice(from, to)
      .map((count, i) => `M${from + i} ${most}v${-count}h1v${count}z`)
      .join('');
  return (
    <svg class="replay-profile" viewBox={`0 0 ${Math.max(1, counts.length)} ${most}`} preserveAspectRatio="none">
      <title>
        Agents at work side by side, round by round: at most {most}, {counts.length} rounds
      </title>
      <path class="done" d={bars(0, time)} />
      <path class="ahead" d={bars(time, counts.length)} />
    </svg>
  );
}

/** "After round 12 of 26: 5 thinking, 2 waiting, 3 done, 1 of them failed". */
function momentWords(nodes: readonly TreeNodeView[], time: number, length: number): string {
  const count = (wanted: (node: TreeNodeView) => boolean) => nodes.filter(wanted).length;
  const thinking = count(({ status }) => status === 'thinking');
  const waiting = count(({ status }) => status === 'waiting');
  const later = count(({ status }) => status === 'later');
  const done = nodes.length - thinking - waiting - later;
  const failed = count(hasFailed);
  const parts: string[] = [];
  if (thinking > 0) parts.push(`${thinking} thinking`);
  if (waiting > 0) parts.push(`${waiting} waiting`);
  if (done > 0) parts.push(failed > 0 ? `${done} done, ${failed} of them failed` : `${done} done`);
  const when =
    time >= length
      ? `All ${plural(length, 'round')}`
      : time === 0
        ? 'At the start'
        : `After round ${time} of ${length}`;
  return `${when}: ${parts.join(', ')}`;
}
