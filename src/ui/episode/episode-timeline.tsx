/**
 * An episode over its steps: which plan was in force, with a mark where it was written; what each step earned; what the
 * agent expected. A press or a drag goes to a step. The slider below does the same by keys.
 */
import { useMemo } from 'preact/hooks';
import type { EpisodeTurn } from '../../rl/records.ts';
import { plural } from '../format.ts';
import { useWidth } from '../parts/hooks.ts';
import { valueWords } from './episode-words.ts';
import type { PlanSpan } from './outline.ts';
import { type Lane, planBoxes, rewardBars, stepAt, stepScale, valueLine, valueRange } from './timeline-marks.ts';
import './episode-timeline.css';

export interface EpisodeTimelineProps {
  readonly turns: readonly EpisodeTurn[];
  readonly spans: readonly PlanSpan[];
  /** Steps that there is room for; as many as there are, unless more are to come. */
  readonly room?: number;
  /** Where the clock of a replay stands; its end without one. */
  readonly time?: number;
  readonly onSeek?: (step: number) => void;
}

const PLANS: Lane = { top: 18, bottom: 30 };
const REWARDS: Lane = { top: 50, bottom: 76 };
const VALUES: Lane = { top: 96, bottom: 122 };
/** Below the last lane. */
const MARGIN = 4;

export function EpisodeTimeline({ turns, spans, room, onSeek, ...clock }: EpisodeTimelineProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const steps = room ?? turns.length;
  const time = clock.time ?? turns.length;
  const range = useMemo(() => valueRange(turns), [turns]);
  const height = (range ? VALUES : REWARDS).bottom + MARGIN;
  const x = stepScale(steps, width);
  const seek = (event: PointerEvent) => {
    const { left } = (event.currentTarget as Element).getBoundingClientRect();
    onSeek?.(stepAt(event.clientX - left, steps, width));
  };
  return (
    <div class="episode-timeline" ref={box}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          class={onSeek ? 'moves' : ''}
          role="img"
          aria-label={words(turns, spans)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            seek(event);
          }}
          onPointerMove={(event) => event.buttons === 1 && seek(event)}
        >
          <Marks turns={turns} spans={spans} steps={steps} width={width} />
          <rect class="ahead" x={x(time)} width={Math.max(0, width - x(time))} height={height} />
          <Labels range={range} />
          <line class="now" x1={x(time)} x2={x(time)} y1={PLANS.top - 4} y2={height} />
        </svg>
      )}
    </div>
  );
}

/** The names of the lanes. */
function Labels({ range }: { range: readonly [number, number] | null }) {
  const values = range && [...new Set(range.map(valueWords))].join(' to ');
  return (
    <>
      <text y={PLANS.top - 6}>Plan in force, ▾ where one is written</text>
      <text y={REWARDS.top - 6}>Reward</text>
      {values && <text y={VALUES.top - 6}>Value estimate, {values}</text>}
    </>
  );
}

interface MarksProps extends Pick<EpisodeTimelineProps, 'turns' | 'spans'> {
  readonly steps: number;
  readonly width: number;
}

/** Everything but where the clock stands, which moves often. */
function Marks({ turns, spans, steps, width }: MarksProps) {
  return useMemo(() => {
    const x = stepScale(steps, width);
    // A plan that the first turn replaces has no room of its own.
    const lasting = spans.filter(({ from, until }) => until > from);
    const { zero, bars } = rewardBars(turns, x, REWARDS);
    return (
      <>
        <line class="base" x1="0" x2={width} y1={PLANS.bottom} y2={PLANS.bottom} />
        {planBoxes(lasting, x, PLANS).map((place, i) => (
          <g key={place.x} class={`span ${i % 2 === 0 ? 'even' : 'odd'}`}>
            <rect {...place} />
            {lasting[i]?.written && <path d={`M${place.x} ${PLANS.top - 3}h7l-3.5 6z`} class="written" />}
          </g>
        ))}
        <line class="base" x1="0" x2={width} y1={zero} y2={zero} />
        {bars.map(({ gain, ...bar }) => (
          <rect key={bar.x} class={gain ? 'gain' : 'loss'} {...bar} />
        ))}
        <polyline class="value" points={valueLine(turns, x, VALUES)} />
      </>
    );
  }, [turns, spans, steps, width]);
}

function words(turns: readonly EpisodeTurn[], spans: readonly PlanSpan[]): string {
  const written = spans.filter((span) => span.written).map(({ from }) => from + 1);
  const paid = turns.flatMap(({ reward }, i) => (reward === 0 ? [] : [i + 1]));
  return (
    `Timeline of ${plural(turns.length, 'step')}. ` +
    (written.length === 0 ? 'No plan is written. ' : `Plans are written at ${listed(written)}. `) +
    (paid.length === 0 ? 'No step is rewarded.' : `Rewards other than 0 come at ${listed(paid)}.`)
  );
}

/** "steps 1, 4 and 9"; the first few of many. */
function listed(steps: readonly number[]): string {
  const shown = steps.slice(0, 12);
  const more = steps.length - shown.length;
  if (more > 0) return `steps ${shown.join(', ')} and ${more} more`;
  const last = shown.at(-1);
  return shown.length === 1 ? `step ${last}` : `steps ${shown.slice(0, -1).join(', ')} and ${last}`;
}
