/**
 * Whole held-out episodes with the present policy, side by side: what is achieved, how often the agent plans, what that
 * costs in tokens, and what becomes of its plans. Learns nothing and leaves nothing behind.
 */
import type { Settings, Task } from '../../envs/environment.ts';
import type { PlanningSpec, PlanTracker } from '../../envs/planning.ts';
import { derive, type Key } from '../../random/index.ts';
import type { Policy } from '../policy.ts';
import { type AgentLimits, type AgentStep, type EpisodeTally, type Language, PlanningAgent } from './agent.ts';
import { MomentSampler, type SampledMoment } from './moments.ts';
import { Recorder, type Recording } from './recorder.ts';
import { stepAll } from './rounds.ts';

/** A plan counts as completed when all its goals are reached within so many steps (as the paper counts). */
const PLAN_STEPS = 15;

/** What became of the plans of one episode. */
export interface PlanOutcomes {
  /** Plans whose goals were all reached within `PLAN_STEPS` steps. */
  readonly completed: number;
  /** Plans under which something was achieved before the next plan, and those of them whose goal that first was. */
  readonly judged: number;
  readonly followed: number;
}

/** One held-out episode. */
export interface EpisodeResult extends EpisodeTally {
  readonly task: string;
  readonly difficulty: number;
  /** `World.score` at its end, in [0, 1]. */
  readonly score: number;
  readonly terminated: boolean;
  readonly outcomes: PlanOutcomes;
  /** Which of the environment's milestones were reached. */
  readonly milestones: readonly boolean[];
  /** All of it, for the first episode of each difficulty. */
  readonly recording?: Recording;
  /** Moments of it at which a plan was carried, as many as were asked for; fewer where there were not so many. */
  readonly moments: readonly SampledMoment[];
}

/** What to play, and how. */
export interface EpisodePlan {
  readonly spec: PlanningSpec;
  readonly settings: Settings;
  readonly difficulties: readonly number[];
  /** Episodes per difficulty. */
  readonly episodes: number;
  /** Steps of an episode at most. */
  readonly episodeSteps: number;
  readonly language: Language;
  readonly limits: AgentLimits;
  /** Moments to keep of each episode. */
  readonly moments: number;
  /** Equal keys give equal tasks and equal luck, whatever the policy. */
  readonly key: Key;
}

export interface EpisodeHooks {
  /** Awaited before each step. */
  round(): Promise<void>;
  /** After each step, the first episode that was still going on. */
  watch?(agent: PlanningAgent, task: Pick<Task, 'id' | 'difficulty'>): void;
  /** How many episodes are over; after each step that has ended some. */
  ended?(episodes: number): void;
}

/** Plays all episodes to their end; results in the order of difficulties, then episodes. */
export async function playEpisodes(plan: EpisodePlan, policy: Policy, hooks: EpisodeHooks): Promise<EpisodeResult[]> {
  const games = plan.difficulties.flatMap((difficulty) =>
    Array.from({ length: plan.episodes }, (_, i) => new Game(plan, difficulty, i)),
  );
  let going = games;
  while (going.length > 0) {
    await hooks.round();
    const playing = going;
    for (const { agent, sampler } of playing) sampler.look(agent);
    const agents = playing.map(({ agent }) => agent);
    const steps = await stepAll(agents, policy, { planned: (i) => playing[i]?.planned() });
    const watched = playing[0] as Game;
    hooks.watch?.(watched.agent, watched.task);
    playing.forEach((game, i) => {
      game.see(steps[i] as AgentStep);
      policy.release(game.agent.collect().map(({ sequence }) => sequence));
    });
    going = playing.filter((game) => !game.result);
    if (going.length < playing.length) hooks.ended?.(games.length - going.length);
  }
  return games.map(({ result }) => result as EpisodeResult);
}

/** One episode and what is noted about it. */
class Game {
  readonly agent: PlanningAgent;
  result: EpisodeResult | null = null;
  readonly #plan: EpisodePlan;
  readonly task: Pick<Task, 'id' | 'difficulty'>;
  readonly sampler: MomentSampler;
  readonly #recorder: Recorder | null;
  #watched: { readonly tracker: PlanTracker; readonly since: number; completed: boolean } | null = null;
  #completed = 0;
  #judged = 0;
  #followed = 0;

  constructor(plan: EpisodePlan, difficulty: number, index: number) {
    const { spec, settings, language, limits } = plan;
    const key = derive(plan.key, difficulty, index);
    const task = spec.generate(derive(key, 'task'), difficulty, settings, 'validation');
    this.#plan = plan;
    this.task = task;
    const name = `episode-${difficulty}-${index}`;
    this.agent = new PlanningAgent(language, limits, name, derive(key, 'agent'), spec.restore(task.state));
    this.sampler = new MomentSampler(plan.moments, derive(key, 'moments'), task.state);
    this.#recorder = index === 0 ? new Recorder(this.agent) : null;
  }

  /** The agent has a new plan and has not acted on it yet. */
  planned(): void {
    this.#judge();
    const { plan, tally } = this.agent.state;
    if (!plan) return;
    this.#watched = { tracker: this.#plan.spec.track(plan, this.agent.world), since: tally.steps, completed: false };
  }

  /** A step was made. */
  see(step: AgentStep): void {
    this.#recorder?.add(step);
    this.sampler.see(step);
    const { terminated, truncated } = step;
    const { world, state } = this.agent;
    const { steps } = state.tally;
    const watched = this.#watched;
    if (watched) {
      watched.tracker.see(world);
      const isSoon = steps - watched.since <= PLAN_STEPS;
      watched.completed ||= isSoon && watched.tracker.progress().reached.every(Boolean);
    }
    if (!terminated && !truncated && steps < this.#plan.episodeSteps) return;
    this.#judge();
    this.agent.cut();
    this.result = {
      ...state.tally,
      task: this.task.id,
      difficulty: this.task.difficulty,
      score: world.score(),
      terminated,
      outcomes: { completed: this.#completed, judged: this.#judged, followed: this.#followed },
      milestones: world.milestones(),
      moments: this.sampler.moments,
      ...(this.#recorder && { recording: this.#recorder.recording }),
    };
  }

  /** Closes the book on the plan that was carried. */
  #judge(): void {
    if (!this.#watched) return;
    const { followed } = this.#watched.tracker.progress();
    if (this.#watched.completed) this.#completed++;
    if (followed !== null) this.#judged++;
    if (followed) this.#followed++;
    this.#watched = null;
  }
}
