/** A recorded episode that is played back: its world, plan and figures at a step, and the timeline to move along. */
import { useMemo } from 'preact/hooks';
import type { Settings } from '../../envs/environment.ts';
import type { PlanningSpec } from '../../envs/planning.ts';
import type { EpisodeRecord } from '../../rl/records.ts';
import { FigureList } from '../parts/figure-list.tsx';
import { ReplayControls } from '../parts/replay-controls.tsx';
import { useReplay } from '../parts/use-replay.ts';
import { EpisodeReplay } from './episode-replay.ts';
import { EpisodeTimeline } from './episode-timeline.tsx';
import { figureItems, spanWords, tokenWords, turnWords } from './episode-words.ts';
import { EpisodeWorld } from './episode-world.tsx';
import { figuresAt, planSpans, spanAt } from './outline.ts';
import { PlanLine } from './plan-line.tsx';
import { PlanTable } from './plan-table.tsx';

export interface RecordedEpisodeProps {
  readonly spec: PlanningSpec;
  readonly settings: Settings;
  readonly record: EpisodeRecord;
  readonly wordPlan: (plan: readonly number[]) => string;
  readonly instead: string | null;
}

export function RecordedEpisode({ spec, settings, record, wordPlan, instead }: RecordedEpisodeProps) {
  const { turns } = record;
  const names = useMemo(() => spec.vocabulary(settings).names, [spec, settings]);
  const spans = useMemo(() => planSpans(record), [record]);
  const replayed = useMemo(() => replayOf(spec, record), [spec, record]);
  const replay = useReplay(`${record.phase} ${record.step} ${record.index}`, turns.length);
  const { time } = replay;
  const figures = useMemo(() => figuresAt(record, time), [record, time]);
  const frame = useMemo(() => (typeof replayed === 'string' ? replayed : frameAt(replayed, time)), [replayed, time]);
  const span = spanAt(spans, time);
  const turn = turns[time - 1];
  const words = turn
    ? turnWords(turn, time, turns.length, tokenWords(names[turn.action]))
    : `Before the first of ${turns.length} steps.`;
  return (
    <>
      <PlanLine
        text={span && wordPlan(span.plan)}
        carried={span ? spanWords(span, time) : ''}
        fresh={turn?.plan != null}
        instead={instead}
      />
      <FigureList items={figureItems(figures)} columns={4} />
      <div class="episode-replay">
        <ReplayControls replay={replay} unit="step" words={words}>
          <EpisodeTimeline turns={turns} spans={spans} time={time} onSeek={replay.seek} />
        </ReplayControls>
      </div>
      <PlanTable spans={spans} shown={span} wordPlan={wordPlan} onSeek={replay.seek} />
      {typeof frame === 'string' ? (
        <p class="environment-problem">{frame}</p>
      ) : (
        <>
          {frame.divergence !== null && (
            <p class="notice warning" role="status">
              Replaying does not give what was recorded: from step {frame.divergence} on the rewards differ, so this
              picture may be wrong. The record may come from another version of the environment.
            </p>
          )}
          <EpisodeWorld spec={spec} state={frame.state} previous={frame.previous} plan={span?.plan ?? null} />
        </>
      )}
    </>
  );
}

/** The replay, or what stands in its way, in words. */
function replayOf(spec: PlanningSpec, record: EpisodeRecord): EpisodeReplay | string {
  try {
    return new EpisodeReplay(spec, record);
  } catch (error) {
    return cannotShow(error);
  }
}

function frameAt(replay: EpisodeReplay, step: number) {
  try {
    return { ...replay.at(step), divergence: replay.divergence };
  } catch (error) {
    return cannotShow(error);
  }
}

function cannotShow(error: unknown): string {
  return `The world of this episode cannot be shown. ${error instanceof Error ? error.message : String(error)}`;
}
