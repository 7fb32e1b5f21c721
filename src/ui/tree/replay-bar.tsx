/**
 * Plays a finished tree back: buttons, a slider over its rounds with the number of agents at work in each as a profile
 * above it, and where it stands in words. Arrow keys, Home and End work on the slider, Space plays and pauses.
 */
import { useId, useMemo } from 'preact/hooks';
import { plural } from '../format.ts';
import { hasFailed } from './landmarks.ts';
import type { TreeNodeView } from './nodes.ts';
import { activity, type Timeline } from './timeline.ts';
import { PACES, type Pace, type Replay } from './use-replay.ts';
import './replay-bar.css';

export interface ReplayBarProps {
  readonly replay: Replay;
  readonly timeline: Timeline;
  /** The tree at the moment at which the clock stands. */
  readonly nodes: readonly TreeNodeView[];
}

export function ReplayBar({ replay, timeline, nodes }: ReplayBarProps) {
  const { time, length, playing, pace, seek } = replay;
  const id = useId();
  const words = momentWords(nodes, time, length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    if (playing) replay.pause();
    else replay.play();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="replay-bar" role="group" aria-label="Replay">
      <button type="button" class="button small replay-play" onClick={playing ? replay.pause : replay.play}>
        {playing ? 'Pause' : 'Replay'}
      </button>
      <button
        type="button"
        class="button small"
        aria-label="One round back"
        disabled={time === 0}
        onClick={() => seek(time - 1)}
      >
        ◂
      </button>
      <button
        type="button"
        class="button small"
        aria-label="One round on"
        disabled={time === length}
        onClick={() => seek(time + 1)}
      >
        ▸
      </button>
      <div class="replay-track">
        <Profile timeline={timeline} time={time} />
        <input
          type="range"
          min={0}
          max={length}
          step={1}
          value={time}
          aria-label="Moment of the replay"
          aria-valuetext={words}
          title="Arrow keys step, Home and End go to the ends, Space plays and pauses"
          onKeyDown={onKeyDown}
          onInput={(event) => seek(Number(event.currentTarget.value))}
        />
      </div>
      <label class="visually-hidden" for={id}>
        Pace
      </label>
      <select
        id={id}
        class="replay-pace"
        value={pace}
        onChange={(event) => replay.setPace(event.currentTarget.value as Pace)}
      >
        {PACES.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      <p class="replay-words">{words}</p>
    </div>
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
