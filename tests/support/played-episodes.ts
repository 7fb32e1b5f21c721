/** Episodes of scripted players, recorded as a run records those of its agents. */
import type { PlanningSpec } from '../../src/envs/planning.ts';
import { key } from '../../src/random/index.ts';
import type { EpisodeRecord, EpisodeTurn, LiveEpisode } from '../../src/rl/records.ts';

export interface PlayedEpisode {
  readonly record: EpisodeRecord;
  /** What was to be watched after every step, and before the first. */
  readonly live: readonly LiveEpisode[];
}

export interface PlayOptions {
  readonly seed?: number;
  readonly steps?: number;
  /** False strips the plans. */
  readonly plans?: boolean;
}

/** Plays the hardest kind of task until the episode is over, or for `steps` steps. */
export function playedEpisode(spec: PlanningSpec, options: PlayOptions = {}): PlayedEpisode {
  const { seed = 3, steps = 120, plans = true } = options;
  const difficulty = spec.difficulties({}).at(-1) ?? 1;
  const task = spec.generate(key(seed), difficulty, {});
  const world = spec.restore(task.state);
  const player = spec.player(key(seed), { style: 0, noise: 0.1, interval: [3, 6] }, {});
  const turns: EpisodeTurn[] = [];
  const where = { step: 40, phase: 'evaluation', task: task.id, difficulty } as const;
  let tally: LiveEpisode['tally'] = { steps: 0, reward: 0, plans: 0, planTokens: 0, tokens: 0 };
  let carried: { readonly plan: readonly number[] | null; readonly planAge: number } = { plan: null, planAge: 0 };
  const moment = (action: number | null): LiveEpisode => ({
    kind: 'episode',
    ...where,
    state: world.snapshot(),
    ...carried,
    action,
    tally,
  });
  const live = [moment(null)];
  for (let over = false; !over && turns.length < steps; ) {
    const turn = player.next(world);
    const plan = plans ? turn.plan : null;
    const { reward, terminated, truncated } = world.act(turn.action);
    const planTokens = plan ? plan.length + 2 : 0;
    turns.push({ action: turn.action, plan, reward, value: Math.cos(turns.length / 5) / 4 });
    carried = plan ? { plan, planAge: 1 } : { ...carried, planAge: carried.plan ? carried.planAge + 1 : 0 };
    tally = {
      steps: tally.steps + 1,
      reward: tally.reward + reward,
      plans: tally.plans + (plan ? 1 : 0),
      planTokens: tally.planTokens + planTokens,
      tokens: tally.tokens + planTokens + 1,
    };
    live.push(moment(turn.action));
    over = terminated || truncated;
  }
  return { record: { kind: 'episode', ...where, index: 0, start: live[0]?.state, plan: null, turns }, live };
}
