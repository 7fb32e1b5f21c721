/**
 * One agent in one episode after another: its window, the plan that it carries, and when it may write another. A step
 * is `look`, then `ask` and `take` until the turn is complete (the decision; the plan, if it wants one; the action after
 * it), then `act`. Who answers, and who else is asked at the same time, is not its business: every draw is keyed by the
 * episode, the window and the place in it.
 */
import type { Token } from '../../envs/environment.ts';
import type { Outcome, PlanCoach, TurnWords, World } from '../../envs/planning.ts';
import type { Completion, GenerateRequest } from '../../model/engine.ts';
import { derive, type Key, uniform } from '../../random/index.ts';
import { ContextWindow, type WindowLimits, type WindowTrace, type Written } from './window.ts';

/** When an agent plans, and what it carries then. */
export interface PlanningRule {
  /** As it decides itself; never; at every so-manieth step; at random. */
  readonly when: 'learned' | 'never' | 'every' | 'random';
  /** Steps from plan to plan, for 'every'; 1 plans at each step, as ReAct does. */
  readonly every: number;
  /** Probability of a plan at each step, for 'random'. */
  readonly rate: number;
  /**
   * The plan that it writes; or in its place, as if written, a random one, or always the same: controls for what a plan
   * says. Or the plan of somebody who looks on and advises, which costs nothing but the decision to ask, where that is
   * its own.
   */
  readonly content: 'own' | 'random' | 'constant' | 'coach';
}

export interface AgentLimits extends WindowLimits {
  readonly planning: PlanningRule;
  /** Of the draws; 0 takes the most probable token. */
  readonly temperature: number;
}

/** What an agent has to know of its environment. */
export interface Language {
  readonly words: TurnWords;
  /** Size of the vocabulary. */
  readonly vocabulary: number;
  /** A well-formed plan that means nothing, in the form of those that were imitated. */
  randomPlan(key: Key): Token[];
  /** One such plan, the same for all agents and episodes of a run. */
  readonly constantPlan: readonly Token[];
  /** Somebody who will look on at an episode from its beginning. */
  coach(): PlanCoach;
}

/** An episode so far, in figures. */
export interface EpisodeTally {
  readonly steps: number;
  /** Sum of the world's rewards. */
  readonly reward: number;
  readonly plans: number;
  /** What plans cost in tokens, brackets included, and all that the agent wrote. */
  readonly planTokens: number;
  readonly tokens: number;
}

/** What happened at one step. */
export interface AgentStep extends Outcome {
  readonly action: Token;
  /** The plan that was written at this step, or that stands in the place of one, without brackets; null without any. */
  readonly plan: readonly Token[] | null;
  /** Tokens that it cost, brackets included. */
  readonly planTokens: number;
  /** Value estimate before the first token that the agent wrote itself: values are learned only where it writes. */
  readonly value: number;
  /** Where a plan was written, the value estimate with it, before the action; null elsewhere. */
  readonly plannedValue: number | null;
}

/** What an agent's future depends on between two steps, what its window holds apart. Plain data. */
export interface AgentState {
  /** How many episodes it has finished. */
  readonly episode: number;
  readonly plan: readonly Token[] | null;
  /** Steps that the plan has been carried for. */
  readonly planAge: number;
  /** All actions of the episode, the oldest first: with its beginning, they say where its world stands. */
  readonly actions: readonly Token[];
  readonly tally: EpisodeTally;
}

const NOTHING: EpisodeTally = { steps: 0, reward: 0, plans: 0, planTokens: 0, tokens: 0 };

/** How far the turn of the present step is. */
type Stage = 'deciding' | 'planning' | 'acting' | 'decided';

export class PlanningAgent {
  readonly #language: Language;
  readonly #limits: AgentLimits;
  readonly #name: string;
  readonly #key: Key;
  #state: Omit<AgentState, 'actions'>;
  #actions: Token[];
  #world: World;
  /** Whose plans it carries; null where they are its own, or a control's. */
  #coach: PlanCoach | null = null;
  /** Whether the coach has seen the world as it stands. */
  #hasWatched = false;
  #window: ContextWindow;
  /** The step that the window began with, and how often it was begun anew there: its name. */
  #began = { step: 0, again: 0 };
  /** Windows that are over and have not been collected. */
  #over: WindowTrace[] = [];
  #turn: Turn = NO_TURN;

  /** Begins its first episode in `world`. No two agents of an engine may have one `name`. */
  constructor(language: Language, limits: AgentLimits, name: string, key: Key, world: World) {
    this.#language = language;
    this.#limits = limits;
    this.#name = name;
    this.#key = key;
    this.#world = world;
    this.#state = { episode: 0, plan: null, planAge: 0, tally: NOTHING };
    this.#actions = [];
    this.#coach = this.#newCoach();
    this.#window = this.#open();
  }

  get world(): World {
    return this.#world;
  }

  get state(): AgentState {
    return { ...this.#state, actions: [...this.#actions] };
  }

  /** Whether it has a new plan since the turn at hand began. */
  get hasPlanned(): boolean {
    return this.#turn.plan !== null;
  }

  /**
   * Goes on as `state` says in `world`, which stands where the actions of `state` have led; in a window of its own. Not
   * for agents that are advised: whoever advises them would not know what has happened.
   */
  resume(state: AgentState, world: World): void {
    const coach = this.#newCoach();
    if (coach && state.actions.length > 0) throw new Error('A coach has to see an episode from its beginning.');
    this.#goOn(state, world, coach);
  }

  /** The same from the beginning of the episode, where `world` stands: all that was done in it is done again. */
  replay(state: AgentState, world: World): void {
    const coach = this.#newCoach();
    for (const action of state.actions) {
      coach?.watch(world);
      world.act(action);
    }
    this.#goOn(state, world, coach);
  }

  /** Begins the next episode in `world`. */
  begin(world: World): void {
    this.#close();
    this.resume({ episode: this.#state.episode + 1, plan: null, planAge: 0, actions: [], tally: NOTHING }, world);
  }

  /** Goes on in a new window. */
  cut(): void {
    if (this.#window.turns.length === 0) return;
    this.#close();
    const step = this.#state.tally.steps;
    this.#began = { step, again: step === this.#began.step ? this.#began.again + 1 : 0 };
    this.#window = this.#open();
  }

  /** Takes the windows that have ended since it was last asked; their sequences will not be continued. */
  collect(): WindowTrace[] {
    const over = this.#over;
    this.#over = [];
    return over;
  }

  /**
   * Begins a step: sees what there is to see, in a new window when the old one is full. With `must` the step begins with
   * a plan, or does without one, whatever the agent would do.
   */
  look(must?: 'plan' | 'act'): void {
    this.#watch();
    const observation = this.#world.observe();
    if (!this.#window.hasRoom(observation, this.#language.words, this.#limits)) this.cut();
    this.#window.observe(observation);
    this.#turn = { ...NO_TURN, stage: must ? (must === 'plan' ? 'planning' : 'acting') : this.#firstStage() };
    if (this.#turn.stage === 'planning') this.#beGiven();
  }

  /** The tokens that the turn needs next. */
  ask(): GenerateRequest {
    const { words, vocabulary } = this.#language;
    const { open, close, longestPlan, grammar } = words;
    const { stage } = this.#turn;
    const base = {
      sequence: this.#window.sequence,
      tokens: this.#window.tokens,
      temperature: this.#limits.temperature,
      key: this.#windowKey(),
    };
    if (stage !== 'planning') {
      const state = stage === 'deciding' ? grammar.free : grammar.act;
      return { ...base, maxTokens: 1, stop: [], grammar: { grammar, state } };
    }
    // Either the agent has opened its plan, or it has to.
    const opened = this.#window.tokens.at(-1) === open;
    const state = opened ? (grammar.next[grammar.plan * vocabulary + open] as number) : grammar.plan;
    const begun = opened ? {} : { forced: [open] };
    return { ...base, ...begun, maxTokens: longestPlan + 2, stop: [close], grammar: { grammar, state } };
  }

  /** The answer to `ask`; true when the turn is complete. */
  take(completion: Completion): boolean {
    const { open, close } = this.#language.words;
    const turn = this.#turn;
    const first = completion.tokens[0] as Token;
    // An opening that it did not choose is none of its deeds.
    const forced = turn.stage === 'planning' && first === open ? 1 : 0;
    const value = turn.value ?? (completion.values[forced] as number);
    if (turn.stage === 'planning') {
      this.#window.read(Array.from(completion.tokens.subarray(0, forced)));
      this.#window.write(from(completion, forced));
      const plan = Array.from(completion.tokens).filter((token) => token !== open && token !== close);
      this.#turn = { ...turn, stage: 'acting', value, plan, planTokens: plan.length + 2 };
      this.#state = { ...this.#state, plan, planAge: 0 };
      return false;
    }
    this.#window.write(from(completion, 0));
    if (first === open) {
      this.#turn = { ...turn, stage: 'planning', value };
      this.#beGiven();
      return false;
    }
    const plannedValue = turn.plan ? (completion.values[0] as number) : null;
    this.#turn = { ...turn, stage: 'decided', value, plannedValue, action: first };
    return true;
  }

  /** Carries out the action of a complete turn. */
  act(): AgentStep {
    const { stage, action, plan, planTokens, value, plannedValue } = this.#turn;
    if (stage !== 'decided') throw new Error('A turn has to be complete before its action can be carried out.');
    const outcome = this.#world.act(action);
    this.#hasWatched = false;
    const { tally, planAge, ...rest } = this.#state;
    this.#actions.push(action);
    this.#state = {
      ...rest,
      planAge: rest.plan ? planAge + 1 : 0,
      tally: {
        steps: tally.steps + 1,
        reward: tally.reward + outcome.reward,
        plans: tally.plans + (plan ? 1 : 0),
        planTokens: tally.planTokens + planTokens,
        tokens: tally.tokens + planTokens + 1,
      },
    };
    this.#turn = NO_TURN;
    return { ...outcome, action, plan, planTokens, value: value ?? 0, plannedValue };
  }

  /** Between two steps: a request whose first value is that of the present state. Nothing comes of its token. */
  appraise(): GenerateRequest {
    const { words } = this.#language;
    const observation = this.#world.observe();
    const room = this.#window.hasRoom(observation, words, this.#limits);
    const window = room ? this.#window : this.#open();
    return {
      sequence: `${this.#window.sequence}?`,
      tokens: [...window.tokens, ...observation, ...this.#due()],
      maxTokens: 1,
      stop: [],
      temperature: this.#limits.temperature,
      grammar: { grammar: words.grammar, state: words.grammar.act },
      key: this.#windowKey(),
    };
  }

  /** What stands between the next observation and the agent's own first token, if it goes on as its rule says. */
  #due(): readonly Token[] {
    if (this.#firstStage() !== 'planning') return [];
    const { open, close } = this.#language.words;
    this.#watch();
    const plan = this.#given();
    return plan ? [open, ...plan, close] : [open];
  }

  /** Shows the coach the world as it stands, once. */
  #watch(): void {
    if (!this.#hasWatched) this.#coach?.watch(this.#world);
    this.#hasWatched = true;
  }

  #firstStage(): Stage {
    const { when, every, rate } = this.#limits.planning;
    const { plan, planAge, episode, tally } = this.#state;
    if (when === 'learned') return 'deciding';
    if (when === 'never') return 'acting';
    if (when === 'every') return !plan || planAge >= every ? 'planning' : 'acting';
    const draw = uniform(derive(this.#key, episode, tally.steps, 'plan?'));
    return draw < rate ? 'planning' : 'acting';
  }

  /**
   * Where it does not carry plans of its own: has what it carries put where its plan would stand, after its observation,
   * so that it forgets no more than if it had written that.
   */
  #beGiven(): void {
    const plan = this.#given();
    if (!plan) return;
    const { open, close } = this.#language.words;
    const opened = this.#window.tokens.at(-1) === open;
    this.#window.read([...(opened ? [] : [open]), ...plan, close]);
    this.#state = { ...this.#state, plan, planAge: 0 };
    // A control costs what it stands for; advice costs asking for it.
    const planTokens = this.#coach ? Number(opened) : plan.length + 2;
    this.#turn = { ...this.#turn, stage: 'acting', plan, planTokens };
  }

  /** The plan of somebody else for this step; null where it writes its own. */
  #given(): readonly Token[] | null {
    const { episode, tally } = this.#state;
    const { content } = this.#limits.planning;
    if (content === 'own') return null;
    if (this.#coach) return this.#coach.advise();
    if (content === 'constant') return this.#language.constantPlan;
    return this.#language.randomPlan(derive(this.#key, episode, tally.steps, 'plan'));
  }

  /** Somebody for an episode that begins now; null where nobody is asked. */
  #newCoach(): PlanCoach | null {
    return this.#limits.planning.content === 'coach' ? this.#language.coach() : null;
  }

  #goOn({ actions, ...state }: AgentState, world: World, coach: PlanCoach | null): void {
    this.#coach = coach;
    this.#hasWatched = false;
    this.#state = state;
    this.#actions = [...actions];
    this.#world = world;
    this.#began = { step: state.tally.steps, again: 0 };
    this.#window = this.#open();
  }

  #windowKey(): Key {
    return derive(this.#key, this.#state.episode, this.#began.step, this.#began.again);
  }

  #open(): ContextWindow {
    const { step, again } = this.#began;
    const sequence = `${this.#name}/${this.#state.episode}/${step}/${again}`;
    return new ContextWindow(sequence, this.#language.words, this.#limits, this.#state.plan, this.#actions);
  }

  #close(): void {
    if (this.#window.turns.length > 0) this.#over.push(this.#window);
  }
}

interface Turn {
  readonly stage: Stage;
  readonly action: Token;
  readonly plan: readonly Token[] | null;
  readonly planTokens: number;
  readonly value: number | null;
  readonly plannedValue: number | null;
}

const NO_TURN: Turn = {
  stage: 'deciding',
  action: -1,
  plan: null,
  planTokens: 0,
  value: null,
  plannedValue: null,
};

function from({ tokens, logProbs, entropies, values }: Completion, start: number): Written {
  return {
    tokens: tokens.subarray(start),
    logProbs: logProbs.subarray(start),
    entropies: entropies.subarray(start),
    values: values.subarray(start),
  };
}
