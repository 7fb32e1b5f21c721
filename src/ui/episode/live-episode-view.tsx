/** The episode that is watched while the run goes on: its world, the plan in force and its figures so far. */
import { useMemo, useRef } from 'preact/hooks';
import type { PlanningSpec } from '../../envs/planning.ts';
import type { LiveEpisode } from '../../rl/records.ts';
import { FigureList } from '../parts/figure-list.tsx';
import { EpisodeTimeline } from './episode-timeline.tsx';
import { carriedWords, figureItems } from './episode-words.ts';
import { EpisodeWorld } from './episode-world.tsx';
import { followed, type LiveTrail, roomFor } from './live-trail.ts';
import { planSpans } from './outline.ts';
import { PlanLine } from './plan-line.tsx';

export interface LiveEpisodeViewProps {
  readonly spec: PlanningSpec;
  readonly live: LiveEpisode;
  readonly wordPlan: (plan: readonly number[]) => string;
}

export function LiveEpisodeView({ spec, live, wordPlan }: LiveEpisodeViewProps) {
  const { plan, planAge, tally } = live;
  const { trail, previous } = useTrail(live);
  const spans = useMemo(() => planSpans(trail), [trail]);
  const missed = trail.written - trail.seen;
  return (
    <>
      <PlanLine
        text={plan && wordPlan(plan)}
        carried={carriedWords(planAge)}
        fresh={plan !== null && planAge <= 1}
        instead={null}
      />
      <FigureList items={figureItems(tally)} columns={4} />
      <EpisodeTimeline turns={trail.turns} spans={spans} room={roomFor(trail.turns.length)} />
      <p class="eyebrow timeline-note">
        {missed > 0 && 'Some plans went by unseen; at a lower speed all of them are seen.'}
      </p>
      <EpisodeWorld spec={spec} state={live.state} previous={previous?.state ?? null} plan={plan} />
    </>
  );
}

interface Watched {
  readonly now: LiveEpisode;
  readonly trail: LiveTrail;
  /** The moment of the same episode that was shown before; null at its beginning. */
  readonly previous: LiveEpisode | null;
}

function useTrail(live: LiveEpisode): Watched {
  const watched = useRef<Watched | null>(null);
  const before = watched.current;
  if (before?.now !== live) {
    const trail = followed(before?.trail ?? null, live);
    const goesOn =
      before !== null && before.trail.task === trail.task && before.trail.turns.length <= trail.turns.length;
    watched.current = { now: live, trail, previous: goesOn ? before.now : null };
  }
  return watched.current as Watched;
}
