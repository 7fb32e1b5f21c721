/**
 * Trees of agents on several threads. All agents of a tree live on one thread, where they share what they can of their
 * worlds; only turns and what is read after them cross, in at most one message to each thread per `advance`. A thread
 * that crashes, hangs or talks nonsense is replaced and its trees are replayed from their logs, so what comes out does
 * not depend on the number of threads or on their fate. Nothing waits for ever.
 */
import type { Settings, Token } from '../envs/environment.ts';
import type { AgentTask } from '../rl/agent.ts';
import type { Turn } from '../rl/agent-tree.ts';
import type { AgentPool, TreeCall, TreeOutput } from '../rl/pool.ts';
import { messageOf } from '../store/errors.ts';
import { readAgentEvent } from './agent-messages.ts';
import type { AgentThread, StartThread } from './agent-thread.ts';
import type { AgentCall, AgentEvent } from './protocol.ts';
import { type Timer, wallClock } from './timer.ts';

export interface WorkerPoolOptions {
  readonly environment: { readonly id: string; readonly settings: Settings };
  /** The token that ends a turn there. */
  readonly endOfTurn: Token;
  /** Number of threads, at least 1. */
  readonly size: number;
  readonly start: StartThread;
  readonly timer?: Timer;
  /** A thread that owes an answer for longer than this is taken to hang. A batch of turns takes milliseconds. */
  readonly timeoutMs?: number;
  /** How many threads in a row may fail on one batch before the pool gives it up. */
  readonly attempts?: number;
  /** Told when a thread was replaced, in words. */
  readonly onReplaced?: (message: string) => void;
}

/** What is needed to bring a tree back: its root and every turn whose outcome was answered. */
interface TreeLog {
  readonly root: AgentTask;
  readonly turns: Turn[];
  readonly slot: Slot;
  /** The slot's generation in which the agents exist; another number means that they must be replayed. */
  generation: number;
  /** Whether its start was answered. */
  started: boolean;
  /** It owes an answer; a tree takes one call at a time. */
  busy: boolean;
}

/** A place for a thread; the thread in it may be replaced, which starts a new generation. */
interface Slot {
  readonly index: number;
  thread: AgentThread | null;
  generation: number;
  /** Trees that live here. */
  load: number;
  /** Batches sent and not yet answered, by number. */
  readonly pending: Map<number, Batch>;
}

interface Batch {
  readonly id: number;
  readonly calls: readonly TreeCall[];
  sent: boolean;
  failures: number;
  cancelTimeout: () => void;
  readonly resolve: (outputs: readonly TreeOutput[]) => void;
  readonly reject: (error: Error) => void;
}

const DISPOSED = 'The pool of agent workers was shut down.';

export class WorkerPool implements AgentPool {
  readonly #options: Required<WorkerPoolOptions>;
  readonly #slots: readonly Slot[];
  readonly #trees = new Map<string, TreeLog>();
  #batches = 0;
  #disposed = false;

  constructor(options: WorkerPoolOptions) {
    if (!Number.isInteger(options.size) || options.size < 1) {
      throw new RangeError(`The number of agent workers must be a whole number of at least 1; got ${options.size}.`);
    }
    this.#options = { timer: wallClock, timeoutMs: 60_000, attempts: 3, onReplaced: () => {}, ...options };
    this.#slots = Array.from({ length: options.size }, (_, index) => ({
      index,
      thread: null,
      generation: 0,
      load: 0,
      pending: new Map(),
    }));
  }

  /** Trees that have been started and have agents that go on. */
  get trees(): number {
    return this.#trees.size;
  }

  get endOfTurn(): Token {
    return this.#options.endOfTurn;
  }

  /**
   * Answers in the order of the calls. Rejects when a tree refuses its turns, when threads keep failing on it, or when
   * the pool is disposed; trees of other threads have taken their turns then.
   */
  async advance(calls: readonly TreeCall[]): Promise<TreeOutput[]> {
    if (this.#disposed) throw new Error(DISPOSED);
    const bySlot = this.#admitAll(calls);
    const outputs = new Array<TreeOutput>(calls.length);
    const settled = await Promise.allSettled(
      [...bySlot].map(async ([slot, indices]) => {
        const answers = await this.#send(
          slot,
          indices.map((i) => calls[i]!),
        );
        for (const [k, i] of indices.entries()) outputs[i] = answers[k]!;
      }),
    );
    // All have settled before the first error is passed on, so no answer can arrive after the caller gave up.
    for (const result of settled) if (result.status === 'rejected') throw result.reason;
    return outputs;
  }

  /** Forgets all trees; for a rollout that is given up. Call it only when no `advance` is pending. */
  reset(): void {
    for (const slot of this.#slots) {
      const trees = [...this.#trees].filter(([, tree]) => tree.slot === slot).map(([name]) => name);
      if (trees.length > 0) slot.thread?.post({ type: 'drop', trees });
      slot.load = 0;
    }
    this.#trees.clear();
  }

  /** Ends all threads; what is pending is rejected, and so is everything after. */
  dispose(): void {
    this.#disposed = true;
    for (const slot of this.#slots) {
      slot.thread?.terminate();
      slot.thread = null;
      for (const batch of [...slot.pending.values()]) this.#giveUp(slot, batch, new Error(DISPOSED));
    }
    this.#trees.clear();
  }

  /** Which calls (by index) go to which slot. All or none are admitted. */
  #admitAll(calls: readonly TreeCall[]): Map<Slot, number[]> {
    const bySlot = new Map<Slot, number[]>();
    try {
      for (const [i, call] of calls.entries()) {
        const { slot } = this.#admit(call);
        const indices = bySlot.get(slot);
        if (indices) indices.push(i);
        else bySlot.set(slot, [i]);
      }
    } catch (error) {
      for (const i of [...bySlot.values()].flat()) this.#release(calls[i]!.tree);
      throw error;
    }
    return bySlot;
  }

  /** Finds the tree's log, or opens one on the least loaded slot (the first of equals). */
  #admit({ tree: name, root }: TreeCall): TreeLog {
    let tree = this.#trees.get(name);
    if (tree && root) throw new Error(`Tree ${name} was started twice.`);
    if (!tree) {
      if (!root) throw new Error(`No tree ${name} grows here; it must be started with its root first.`);
      const slot = this.#slots.reduce((best, s) => (s.load < best.load ? s : best));
      tree = { root, turns: [], slot, generation: -1, started: false, busy: false };
      slot.load++;
      this.#trees.set(name, tree);
    }
    if (tree.busy) throw new Error(`Tree ${name} was given turns before it answered the last ones.`);
    tree.busy = true;
    return tree;
  }

  #send(slot: Slot, calls: readonly TreeCall[]): Promise<readonly TreeOutput[]> {
    return new Promise((resolve, reject) => {
      const id = ++this.#batches;
      slot.pending.set(id, { id, calls, sent: false, failures: 0, cancelTimeout: () => {}, resolve, reject });
      this.#flush(slot);
    });
  }

  /** Sends what waits to be sent. A failure on the way marks everything unsent again, hence the fresh look each time. */
  #flush(slot: Slot): void {
    for (;;) {
      const batch = [...slot.pending.values()].find((b) => !b.sent);
      if (!batch) return;
      batch.sent = true;
      try {
        this.#post(slot, batch);
      } catch (error) {
        this.#failSlot(slot, messageOf(error));
      }
    }
  }

  #post(slot: Slot, batch: Batch): void {
    const { timer, timeoutMs } = this.#options;
    const thread = slot.thread ?? this.#startThread(slot);
    batch.cancelTimeout = timer.after(timeoutMs, () => {
      this.#failSlot(slot, `it has not answered for ${Math.round(timeoutMs / 1000)} seconds`);
    });
    const calls = batch.calls.map((call) => this.#agentCall(slot, call));
    thread.post({ type: 'advance', batch: batch.id, calls });
  }

  #agentCall(slot: Slot, { tree, turns }: TreeCall): AgentCall {
    const { root, turns: log, started, generation } = this.#trees.get(tree)!;
    if (generation === slot.generation) return { tree, turns };
    return started ? { tree, root, log, turns } : { tree, root, turns };
  }

  #startThread(slot: Slot): AgentThread {
    const generation = ++slot.generation;
    // A thread that was replaced may have messages under way; they belong to another generation.
    const current = () => slot.generation === generation && slot.thread !== null;
    const thread = this.#options.start({
      message: (data) => {
        if (current()) this.#receive(slot, data);
      },
      error: (reason) => {
        if (current()) this.#failSlot(slot, reason);
      },
    });
    slot.thread = thread;
    thread.post({ type: 'configure', environment: this.#options.environment });
    return thread;
  }

  #receive(slot: Slot, data: unknown): void {
    const event = readAgentEvent(data);
    const batch = event ? slot.pending.get(event.batch) : undefined;
    if (!event || !batch) {
      this.#failSlot(slot, 'it sent a message that makes no sense');
    } else if (event.type === 'failed') {
      // The trees of this batch are in an unknown state on that thread: they must be replayed if they go on at all.
      for (const { tree } of batch.calls) this.#trees.get(tree)!.generation = -1;
      slot.thread?.post({ type: 'drop', trees: batch.calls.map((call) => call.tree) });
      this.#giveUp(slot, batch, new Error(event.message));
    } else if (!answers(event, batch)) {
      this.#failSlot(slot, 'it answered for other trees than it was asked for');
    } else {
      batch.cancelTimeout();
      slot.pending.delete(batch.id);
      for (const [i, output] of event.outputs.entries()) this.#record(slot, batch.calls[i]!, output);
      batch.resolve(event.outputs);
    }
  }

  #record(slot: Slot, { tree: name, turns }: TreeCall, output: TreeOutput): void {
    const tree = this.#trees.get(name)!;
    tree.busy = false;
    if (output.over) {
      this.#trees.delete(name);
      slot.load--;
      return;
    }
    tree.started = true;
    for (const turn of turns) tree.turns.push(turn);
    tree.generation = slot.generation;
  }

  /** Ends the slot's thread and sends what it owed to a new one, or gives up what has failed too often. */
  #failSlot(slot: Slot, reason: string): void {
    const { attempts, onReplaced } = this.#options;
    slot.thread?.terminate();
    slot.thread = null;
    // Even if no thread was running: trees that lived on the last one are gone.
    slot.generation++;
    onReplaced(`Agent worker ${slot.index + 1} was replaced because ${reason}.`);
    for (const batch of [...slot.pending.values()]) {
      batch.cancelTimeout();
      batch.sent = false;
      if (++batch.failures < attempts) continue;
      const text =
        `Agent workers failed ${attempts} times in a row on the same turns; the last one because ${reason}. ` +
        'Resume the run; if it fails again, use fewer workers or reload the page.';
      this.#giveUp(slot, batch, new Error(text));
    }
    this.#flush(slot);
  }

  #giveUp(slot: Slot, batch: Batch, error: Error): void {
    batch.cancelTimeout();
    slot.pending.delete(batch.id);
    for (const { tree } of batch.calls) this.#release(tree);
    batch.reject(error);
  }

  /** The tree's turns were not answered after all; one that never answered is as if it had not been started. */
  #release(name: string): void {
    const tree = this.#trees.get(name);
    if (!tree) return;
    tree.busy = false;
    if (tree.started) return;
    this.#trees.delete(name);
    tree.slot.load--;
  }
}

function answers(event: Extract<AgentEvent, { type: 'advanced' }>, batch: Batch): boolean {
  return (
    event.outputs.length === batch.calls.length &&
    event.outputs.every((output, i) => output.tree === batch.calls[i]!.tree)
  );
}
