/** The episode that is watched while the run goes on: its world, the plan in force and its figures so far. */
import { useRef } from 'preact/hooks';
import type { PlanningSpec } from '../../envs/planning.ts';
import type { LiveEpisode } from '../../rl/records.ts';
import { FigureList } from '../parts/figure-list.tsx';
import { carriedWords, figureItems } from './episode-words.ts';
import { EpisodeWorld } from './episode-world.tsx';
import { PlanLine } from './plan-line.tsx';

export interface LiveEpisodeViewProps {
  readonly spec: PlanningSpec;
  readonly live: LiveEpisode;
  readonly wordPlan: (plan: readonly number[]) => string;
}

export function LiveEpisodeView({ spec, live, wordPlan }: LiveEpisodeViewProps) {
  const { plan, planAge, tally } = live;
  const previous = usePrevious(live);
  return (
    <>
      <PlanLine
        text={plan && wordPlan(plan)}
        carried={carriedWords(planAge)}
        fresh={plan !== null && planAge <= 1}
        instead={null}
      />
      <FigureList items={figureItems(tally)} columns={4} />
      <EpisodeWorld spec={spec} state={live.state} previous={previous?.state ?? null} plan={plan} />
    </>
  );
}

/** The moment of the same episode that was shown before; null at its beginning. */
function usePrevious(live: LiveEpisode): LiveEpisode | null {
  const shown = useRef<{ now: LiveEpisode; before: LiveEpisode | null }>({ now: live, before: null });
  if (shown.current.now !== live) {
    const { now } = shown.current;
    const goesOn = now.task === live.task && now.tally.steps <= live.tally.steps;
    shown.current = { now: live, before: goesOn ? now : null };
  }
  return shown.current.before;
}
