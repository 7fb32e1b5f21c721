/**
 * A trained agent at the keys of a game that others carry out, without the worker around it: commands in, events out.
 * It lives in a copy of the game's world, where its own actions are done as it chooses them; whenever the game went
 * another way, or it was given a plan, it is put where the game stands and begins a new window there. All its draws are
 * keyed by the world, the step at which the window began and the place in it: the same world, plans and hands at the
 * keys give the same play. Errors become a `failed` event, never exceptions.
 */
import { crafter } from '../envs/crafter/index.ts';
import { CrafterWorld } from '../envs/crafter/world.ts';
import type { PlanningSpec } from '../envs/planning.ts';
import type { PlanningExperiment } from '../experiments/experiment.ts';
import type { Engine } from '../model/engine.ts';
import { derive, key } from '../random/index.ts';
import { agentLimits, languageOf } from '../rl/methods/dynamic-planning.ts';
import { type AgentLimits, type Language, PlanningAgent } from '../rl/planning/agent.ts';
import { stepAll } from '../rl/planning/rounds.ts';
import { enginePolicy, type Policy } from '../rl/policy.ts';
import type { Checkpoint } from '../rl/records.ts';
import { messageOf } from '../store/errors.ts';
import type { RunStore } from '../store/run-store.ts';
import { readPlayerCommand } from './player-messages.ts';
import type { PlayerCommand, PlayerEvent, PlayerPlace } from './protocol.ts';

/** What a player is made with; a worker has the real things, tests have others. */
export interface PlayerParts {
  readonly store: Pick<RunStore, 'getRun' | 'loadCheckpoint'>;
  readonly createEngine: () => Promise<Engine>;
  readonly emit: (event: PlayerEvent) => void;
}

/** An agent's policy, and how it plays. */
interface Player {
  readonly policy: Policy;
  readonly language: Language;
  readonly limits: AgentLimits;
}

// Only its interface is needed, under which a state is opaque.
const SPEC = crafter as PlanningSpec;

export class PlayerSession {
  readonly #parts: PlayerParts;
  #player: Player | null = null;
  #agent: PlanningAgent | null = null;
  /** Whether the agent has to keep the plan that it carries. */
  #held = false;
  /** How often an agent was put into the game: no two of an engine may have one name. */
  #places = 0;
  #failed = false;
  /** Commands are carried out one after the other. */
  #queue: Promise<void> = Promise.resolve();

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  /** Settles when the command has been carried out. Never rejects; after a failure nothing is done any more. */
  handle(data: unknown): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      if (this.#failed) return;
      try {
        await this.#carryOut(readPlayerCommand(data));
      } catch (error) {
        this.#failed = true;
        this.#parts.emit({ type: 'failed', message: messageOf(error) });
      }
    });
    return this.#queue;
  }

  async #carryOut(command: PlayerCommand): Promise<void> {
    switch (command.type) {
      case 'open':
        return this.#open(command.runId);
      case 'turn':
        return this.#turn(command.turn, command.place);
      default:
        return command satisfies never;
    }
  }

  async #open(runId: string): Promise<void> {
    if (this.#player) throw new Error('This player has been opened already.');
    const { store, createEngine, emit } = this.#parts;
    const run = await store.getRun(runId);
    if (!run) throw new Error('This run is not in the library any more. Choose another one.');
    const { experiment } = run;
    if (experiment.method !== 'dynamic-planning' || experiment.environment.id !== SPEC.id) {
      throw new Error('The agents of this run do not play Crafter. Choose a run that does.');
    }
    const { checkpoint, skipped } = await store.loadCheckpoint(runId);
    if (!checkpoint) {
      const reason = skipped[0]
        ? `None of its checkpoints can be read. ${skipped[0].reason}`
        : 'Nothing of it is saved.';
      throw new Error(`${reason} Open the run and let it learn for a while, or choose another one.`);
    }
    this.#player = await makePlayer(experiment, checkpoint, createEngine);
    const remark = skipped.map(({ step, reason }) => `Checkpoint ${step} cannot be used: ${reason}`).join(' ');
    emit({ type: 'opened', step: checkpoint.cursor.total, remark });
  }

  async #turn(turn: number, place: PlayerPlace | undefined): Promise<void> {
    if (!this.#player) throw new Error('A player has to be opened before it can be asked for a turn.');
    const { policy } = this.#player;
    if (place) {
      this.#agent = this.#put(this.#player, place);
      this.#held = place.held;
    }
    const agent = this.#agent;
    if (!agent) throw new Error('A player has to be told where the game stands before its first turn.');
    const [step] = await stepAll([agent], policy, this.#held ? { must: () => 'act' } : {});
    if (!step) throw new Error('The agent made no step.');
    policy.release(agent.collect().map(({ sequence }) => sequence));
    this.#parts.emit({ type: 'turn', turn, action: step.action, plan: step.plan });
  }

  #put({ policy, language, limits }: Player, { world, actions, plan }: PlayerPlace): PlanningAgent {
    if (this.#agent) {
      this.#agent.cut();
      policy.release(this.#agent.collect().map(({ sequence }) => sequence));
    }
    const copy = CrafterWorld.restore(world);
    const key = derive(world.episode, 'player');
    const agent = new PlanningAgent(language, limits, `player-${this.#places++}`, key, copy);
    const { steps } = copy.scene;
    const tally = { steps, reward: 0, plans: 0, planTokens: 0, tokens: 0 };
    agent.resume({ episode: 0, plan, planAge: 0, actions, tally }, copy);
    return agent;
  }
}

async function makePlayer(
  { agent, environment: { settings }, seed, warmStart }: PlanningExperiment,
  { model }: Checkpoint,
  createEngine: () => Promise<Engine>,
): Promise<Player> {
  const language = languageOf({ spec: SPEC, settings, priming: warmStart, key: key(seed) });
  const { vocabulary, context } = model.config;
  if (vocabulary !== language.vocabulary) {
    throw new Error(
      `This agent knows ${vocabulary} words, and the game has ${language.vocabulary}: it was trained with another ` +
        'version of the game. Choose another run.',
    );
  }
  const engine = await createEngine();
  await engine.load(model);
  // Here a person advises.
  const content = agent.content === 'coach' ? 'own' : agent.content;
  const limits = agentLimits({ agent: { ...agent, content }, context });
  return { policy: enginePolicy(engine), language, limits };
}
