/**
 * The scripted player as what is imitated: it tells its plan, in one style, every so often and whenever that has come to
 * be wrong; some of its actions are replaced by random ones, which are marked. All its luck comes from its key.
 */
import { between, derive, integer, type Key, uniform } from '../../../random/index.ts';
import type { Player, PlayerOptions, PlayerTurn, World } from '../../planning.ts';
import type { Plan } from '../plan.ts';
import { encodePlan } from '../plan-tokens.ts';
import { ACTIONS } from '../rules.ts';
import { ACTION_WORDS } from '../vocabulary.ts';
import { type CrafterState, sceneOf } from '../world.ts';
import { Expert } from './expert.ts';
import { isOutdated, STYLES, WORDINGS, type Wording, wordIntent } from './intent.ts';

/** A player that can also be told what to do. */
export interface ScriptedPlayer extends Player<CrafterState> {
  /** Goals to pursue before its own, in this order, while it keeps itself alive; null for none. */
  instruct(plan: Plan | null): void;
}

/** Throws a RangeError when there is no such style. */
export function scriptedPlayer(key: Key, options: PlayerOptions): ScriptedPlayer {
  const wording = WORDINGS[options.style];
  if (!wording) {
    throw new RangeError(`A style of plans is a whole number from 0 to ${STYLES.length - 1}; got ${options.style}.`);
  }
  return new NarratingPlayer(key, options, wording);
}

class NarratingPlayer implements ScriptedPlayer {
  private readonly key: Key;
  private readonly options: PlayerOptions;
  private readonly wording: Wording;
  private readonly expert: Expert;
  private step = 0;
  private plans = 0;
  /** The step by which the next plan is due. */
  private nextPlan = 0;
  private told: Plan = [];

  constructor(key: Key, options: PlayerOptions, wording: Wording) {
    this.key = key;
    this.options = options;
    this.wording = wording;
    this.expert = new Expert({ clumsy: options.noise > 0 });
  }

  instruct(plan: Plan | null): void {
    this.expert.instruct(plan);
  }

  next(world: World<CrafterState>): PlayerTurn {
    const { key, options } = this;
    const step = this.step++;
    const wise = this.expert.next(sceneOf(world));
    const noise = options.noise > 0 && uniform(derive(key, 'noise', step)) < options.noise;
    const action = noise ? integer(derive(key, 'action', step), ACTIONS.length) : wise;
    return { plan: this.tell(step), action: ACTION_WORDS.token(action), noise };
  }

  /** What it means to do, if that is to be told now. */
  private tell(step: number): number[] | null {
    const plan = wordIntent(this.expert.intent, this.wording, this.expert.memory);
    if (step < this.nextPlan && !isOutdated(this.told, plan)) return null;
    this.nextPlan = step + between(derive(this.key, 'interval', this.plans++), ...this.options.interval);
    this.told = plan;
    return encodePlan(plan);
  }
}
