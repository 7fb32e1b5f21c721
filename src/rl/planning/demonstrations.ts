/**
 * Episodes of the scripted player, in the very windows in which an agent would have read and written them. Which
 * episode, where in it a window begins and every draw of the player follow from keys, so nothing of it needs to be
 * saved; episodes are played when they are first needed and then kept.
 */
import type { Settings, Token } from '../../envs/environment.ts';
import type { PlanningSpec, World } from '../../envs/planning.ts';
import { between, derive, integer, type Key } from '../../random/index.ts';
import type { PlanningAgentConfig, PrimingConfig } from './config.ts';
import { ContextWindow, type WindowLimits, type WindowTrace } from './window.ts';

/** One step of an episode, as it was seen and answered. */
interface Demonstrated {
  readonly observation: Uint16Array;
  readonly plan: readonly Token[] | null;
  readonly action: Token;
  readonly noise: boolean;
}

/** A window and which of its turns are not to be imitated. */
export interface DemonstratedWindow {
  readonly window: WindowTrace;
  readonly noise: readonly boolean[];
}

export class Demonstrations {
  readonly #spec: PlanningSpec;
  readonly #settings: Settings;
  readonly #config: PrimingConfig;
  readonly #limits: WindowLimits;
  readonly #difficulties: readonly [number, number];
  readonly #key: Key;
  readonly #episodes = new Map<number, readonly Demonstrated[]>();

  constructor(
    spec: PlanningSpec,
    settings: Settings,
    config: PrimingConfig,
    limits: Pick<PlanningAgentConfig, 'steps' | 'actions'> & { readonly context: number },
    difficulties: readonly [number, number],
    key: Key,
  ) {
    this.#spec = spec;
    this.#settings = settings;
    this.#config = config;
    this.#limits = limits;
    this.#difficulties = difficulties;
    this.#key = key;
  }

  /** A window that begins anywhere in any of the episodes; which one follows from `key`. */
  window(key: Key): DemonstratedWindow {
    const episode = this.#episode(integer(derive(key, 'episode'), this.#config.episodes));
    const start = integer(derive(key, 'start'), episode.length);
    return this.#cut(episode, start);
  }

  #cut(episode: readonly Demonstrated[], start: number): DemonstratedWindow {
    const words = this.#spec.words(this.#settings);
    const before = episode.slice(0, start);
    const plan = this.#config.plans ? (before.findLast((step) => step.plan)?.plan ?? null) : null;
    const actions = before.slice(Math.max(0, start - this.#limits.actions)).map(({ action }) => action);
    const window = new ContextWindow('', words, this.#limits, plan, actions);
    const noise: boolean[] = [];
    for (let t = start; t < episode.length; t++) {
      const step = episode[t] as Demonstrated;
      const observation = Array.from(step.observation);
      if (!window.hasRoom(observation, words, this.#limits)) break;
      window.observe(observation);
      const said = step.plan && this.#config.plans ? [words.open, ...step.plan, words.close] : [];
      const zeros = new Float32Array(said.length + 1);
      window.write({ tokens: [...said, step.action], logProbs: zeros, entropies: zeros, values: zeros });
      noise.push(step.noise);
    }
    return { window, noise };
  }

  #episode(index: number): readonly Demonstrated[] {
    const known = this.#episodes.get(index);
    if (known) return known;
    const played = this.#play(derive(this.#key, 'demonstration', index));
    this.#episodes.set(index, played);
    return played;
  }

  #play(key: Key): Demonstrated[] {
    const { episodeSteps, minInterval, maxInterval, noise, style: one } = this.#config;
    const [low, high] = this.#difficulties;
    const difficulty = between(derive(key, 'difficulty'), low, high);
    const task = this.#spec.generate(derive(key, 'task'), difficulty, this.#settings, 'train');
    const world: World = this.#spec.restore(task.state);
    const style = one > 0 ? one - 1 : integer(derive(key, 'style'), this.#spec.styles.length);
    const options = { style, noise, interval: [minInterval, maxInterval] as const };
    const player = this.#spec.player(derive(key, 'player'), options, this.#settings);
    const steps: Demonstrated[] = [];
    while (steps.length < episodeSteps) {
      const observation = Uint16Array.from(world.observe());
      const turn = player.next(world);
      steps.push({ observation, ...turn });
      const { terminated, truncated } = world.act(turn.action);
      if (terminated || truncated) break;
    }
    return steps;
  }
}
