/**
 * Agents on several threads. Every agent lives on one thread from its start to its end; one `advance` sends at most
 * one message to each thread. A thread that crashes, hangs or talks nonsense is replaced and its agents are replayed
 * from their logs, so what comes out does not depend on the number of threads or on their fate. Nothing waits for ever.
 */
import type { Settings } from '../envs/environment.ts';
import type { AgentInput, AgentOutput, AgentTask } from '../rl/agent.ts';
import type { AgentPool, PoolCall } from '../rl/pool.ts';
import { messageOf } from '../store/errors.ts';
import { readAgentEvent } from './agent-messages.ts';
import type { AgentThread, StartThread } from './agent-thread.ts';
import type { AgentCall, AgentEvent } from './protocol.ts';
import { type Timer, wallClock } from './timer.ts';

export interface WorkerPoolOptions {
  readonly environment: { readonly id: string; readonly settings: Settings };
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

/** What is needed to bring an agent back: its task and every input that was answered. */
interface AgentLog {
  readonly task: AgentTask;
  readonly inputs: AgentInput[];
  readonly slot: Slot;
  /** The slot's generation in which the agent's state exists; another number means that it must be replayed. */
  generation: number;
  /** It owes an answer; an agent has one input at a time. */
  busy: boolean;
}

/** A place for a thread; the thread in it may be replaced, which starts a new generation. */
interface Slot {
  readonly index: number;
  thread: AgentThread | null;
  generation: number;
  /** Agents that live here. */
  load: number;
  /** Batches sent and not yet answered, by number. */
  readonly pending: Map<number, Batch>;
}

interface Batch {
  readonly id: number;
  readonly calls: readonly PoolCall[];
  sent: boolean;
  failures: number;
  cancelTimeout: () => void;
  readonly resolve: (outputs: readonly AgentOutput[]) => void;
  readonly reject: (error: Error) => void;
}

const DISPOSED = 'The pool of agent workers was shut down.';

export class WorkerPool implements AgentPool {
  readonly #options: Required<WorkerPoolOptions>;
  readonly #slots: readonly Slot[];
  readonly #agents = new Map<string, AgentLog>();
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

  /** Agents that have started and are not done. */
  get agents(): number {
    return this.#agents.size;
  }

  /**
   * Answers in the order of the calls. Rejects when an agent refuses its input, when threads keep failing on it, or
   * when the pool is disposed; agents of other threads have taken their inputs then.
   */
  async advance(calls: readonly PoolCall[]): Promise<AgentOutput[]> {
    if (this.#disposed) throw new Error(DISPOSED);
    const bySlot = this.#admitAll(calls);
    const outputs = new Array<AgentOutput>(calls.length);
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

  /** Forgets all agents; for a rollout that is given up. Call it only when no `advance` is pending. */
  reset(): void {
    for (const slot of this.#slots) {
      const agents = [...this.#agents].filter(([, agent]) => agent.slot === slot).map(([id]) => id);
      if (agents.length > 0) slot.thread?.post({ type: 'drop', agents });
      slot.load = 0;
    }
    this.#agents.clear();
  }

  /** Ends all threads; what is pending is rejected, and so is everything after. */
  dispose(): void {
    this.#disposed = true;
    for (const slot of this.#slots) {
      slot.thread?.terminate();
      slot.thread = null;
      for (const batch of [...slot.pending.values()]) this.#giveUp(slot, batch, new Error(DISPOSED));
    }
    this.#agents.clear();
  }

  /** Which calls (by index) go to which slot. All or none are admitted. */
  #admitAll(calls: readonly PoolCall[]): Map<Slot, number[]> {
    const bySlot = new Map<Slot, number[]>();
    try {
      for (const [i, call] of calls.entries()) {
        const { slot } = this.#admit(call);
        const indices = bySlot.get(slot);
        if (indices) indices.push(i);
        else bySlot.set(slot, [i]);
      }
    } catch (error) {
      for (const i of [...bySlot.values()].flat()) this.#release(calls[i]!.agent);
      throw error;
    }
    return bySlot;
  }

  /** Finds the agent's log, or opens one on the least loaded slot (the first of equals). */
  #admit(call: PoolCall): AgentLog {
    let agent = this.#agents.get(call.agent);
    if (agent && call.task) throw new Error(`Agent ${call.agent} was started twice.`);
    if (!agent) {
      if (!call.task) throw new Error(`No agent ${call.agent} lives here; it must be started with its task first.`);
      const slot = this.#slots.reduce((best, s) => (s.load < best.load ? s : best));
      agent = { task: call.task, inputs: [], slot, generation: -1, busy: false };
      slot.load++;
      this.#agents.set(call.agent, agent);
    }
    if (agent.busy) throw new Error(`Agent ${call.agent} was given an input before it answered the last one.`);
    agent.busy = true;
    return agent;
  }

  #send(slot: Slot, calls: readonly PoolCall[]): Promise<readonly AgentOutput[]> {
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

  #agentCall(slot: Slot, { agent, input }: PoolCall): AgentCall {
    const { task, inputs, generation } = this.#agents.get(agent)!;
    return generation === slot.generation ? { agent, input } : { agent, task, log: inputs, input };
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
      // The agents of this batch are in an unknown state on that thread: they must be replayed if they go on at all.
      for (const { agent } of batch.calls) this.#agents.get(agent)!.generation = -1;
      slot.thread?.post({ type: 'drop', agents: batch.calls.map((call) => call.agent) });
      this.#giveUp(slot, batch, new Error(event.message));
    } else if (!answers(event, batch)) {
      this.#failSlot(slot, 'it answered for other agents than it was asked for');
    } else {
      batch.cancelTimeout();
      slot.pending.delete(batch.id);
      for (const [i, output] of event.outputs.entries()) this.#record(slot, batch.calls[i]!, output);
      batch.resolve(event.outputs);
    }
  }

  #record(slot: Slot, { agent: id, input }: PoolCall, output: AgentOutput): void {
    const agent = this.#agents.get(id)!;
    agent.busy = false;
    if (output.next.kind === 'done') {
      this.#agents.delete(id);
      slot.load--;
      return;
    }
    agent.inputs.push(input);
    agent.generation = slot.generation;
  }

  /** Ends the slot's thread and sends what it owed to a new one, or gives up what has failed too often. */
  #failSlot(slot: Slot, reason: string): void {
    const { attempts, onReplaced } = this.#options;
    slot.thread?.terminate();
    slot.thread = null;
    // Even if no thread was running: agents that lived on the last one are gone.
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
    for (const { agent } of batch.calls) this.#release(agent);
    batch.reject(error);
  }

  /** The agent's input was not answered after all; one that never answered any is as if it had not been started. */
  #release(id: string): void {
    const agent = this.#agents.get(id);
    if (!agent) return;
    agent.busy = false;
    if (agent.inputs.length > 0) return;
    this.#agents.delete(id);
    agent.slot.load--;
  }
}

function answers(event: Extract<AgentEvent, { type: 'advanced' }>, batch: Batch): boolean {
  return (
    event.outputs.length === batch.calls.length &&
    event.outputs.every((output, i) => output.agent === batch.calls[i]!.agent)
  );
}
