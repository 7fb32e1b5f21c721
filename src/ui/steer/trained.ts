/**
 * A trained agent at the keys: a run of the person's library, played in a worker of its own. The worker is opened when a
 * turn is first asked for and ended when the agent rests. It thinks one step ahead; what it thought is dropped when the
 * game goes another way or it is told a plan, and it is then asked again from where the game stands.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Action } from '../../envs/crafter/rules.ts';
import { ACTION_WORDS } from '../../envs/crafter/vocabulary.ts';
import type { CrafterWorld } from '../../envs/crafter/world.ts';
import type { Token } from '../../envs/environment.ts';
import { PlayerClient } from '../../workers/player-client.ts';
import type { PlayerEvent } from '../../workers/protocol.ts';
import type { Driver, Turn } from './driver.ts';

/** How it stands with the agent, for people to read. */
export type TrainedState =
  | { readonly kind: 'resting' }
  | { readonly kind: 'opening' }
  /** It plays as it was after `step` optimizer steps. */
  | { readonly kind: 'playing'; readonly step: number; readonly remark: string }
  | { readonly kind: 'failed'; readonly message: string };

/** The page's end of the worker. */
export type Client = Pick<PlayerClient, 'send' | 'dispose'>;

/** The most actions that any agent reads when it begins a window. */
const RECENT = 64;
const RESTING: TrainedState = { kind: 'resting' };

export class Trained implements Driver {
  /** Id of the run whose agent plays; null until one is chosen. */
  readonly run: ReadonlySignal<string | null>;
  readonly state: ReadonlySignal<TrainedState>;

  private readonly connect: (listener: (event: PlayerEvent) => void) => Client;
  private readonly runNow = signal<string | null>(null);
  private readonly stateNow = signal<TrainedState>(RESTING);
  private client: Client | null = null;
  /** Latest actions of the episode, whoever chose them, as tokens. */
  private recent: readonly Token[] = [];
  /** The plan that it carries, and whether a person gave it: then it writes none of its own. */
  private carried: readonly Token[] | null = null;
  private held = false;
  /** Whether the worker's copy of the game stands where the game does, or will when the turn at hand is done. */
  private placed = false;
  /** Number of the latest question, and whether it is still to be answered for the game as it is. */
  private asked = 0;
  private thinking = false;
  private answer: Turn | null = null;

  constructor(connect: (listener: (event: PlayerEvent) => void) => Client = (listener) => new PlayerClient(listener)) {
    this.connect = connect;
    this.run = this.runNow;
    this.state = this.stateNow;
  }

  /** Another run's agent plays from now on, with the plan that is carried; the same run is opened anew. */
  choose(run: string): void {
    this.rest();
    this.runNow.value = run;
    this.stateNow.value = RESTING;
  }

  turn(world: CrafterWorld): Turn | null {
    const turn = this.answer;
    if (turn === null) {
      this.ask(world);
      return null;
    }
    this.answer = null;
    this.note(turn.action);
    if (turn.plan) this.carried = turn.plan;
    this.ask(world);
    return turn;
  }

  watch(_: CrafterWorld, action: Action): void {
    this.note(action);
    this.forget();
  }

  instruct(plan: readonly Token[] | null): void {
    this.carried = plan;
    this.held = plan !== null;
    this.forget();
  }

  rest(): void {
    this.client?.dispose();
    this.client = null;
    this.forget();
    if (this.stateNow.peek().kind !== 'failed') this.stateNow.value = RESTING;
  }

  /** Asks for a turn, unless that is being thought about, or there is nobody to ask. */
  private ask(world: CrafterWorld): void {
    const run = this.runNow.peek();
    if (run === null || this.thinking || this.stateNow.peek().kind === 'failed') return;
    if (!this.client) {
      this.client = this.connect((event) => this.hear(event));
      this.stateNow.value = { kind: 'opening' };
      this.client.send({ type: 'open', runId: run });
      // A worker that cannot be started has failed by now.
      if (this.stateNow.peek().kind === 'failed') return;
    }
    this.thinking = true;
    const turn = ++this.asked;
    if (this.placed) {
      this.client.send({ type: 'turn', turn });
      return;
    }
    this.placed = true;
    const place = { world: world.snapshot(), actions: this.recent, plan: this.carried, held: this.held };
    this.client.send({ type: 'turn', turn, place });
  }

  private hear(event: PlayerEvent): void {
    switch (event.type) {
      case 'opened':
        this.stateNow.value = { kind: 'playing', step: event.step, remark: event.remark };
        return;
      case 'turn':
        // Older ones are about a game that went another way.
        if (!this.thinking || event.turn !== this.asked) return;
        this.thinking = false;
        this.answer = { action: ACTION_WORDS.indexOf(event.action), plan: event.plan };
        return;
      case 'failed':
        this.client = null;
        this.forget();
        this.stateNow.value = { kind: 'failed', message: event.message };
        return;
      default:
        event satisfies never;
    }
  }

  private note(action: Action): void {
    this.recent = [...this.recent, ACTION_WORDS.token(action)].slice(-RECENT);
  }

  /** What it thought, or is thinking, is about a game that went another way. */
  private forget(): void {
    this.placed = false;
    this.thinking = false;
    this.answer = null;
  }
}
