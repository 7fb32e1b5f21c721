/**
 * The inside of an agent worker, without the worker: commands in, events out. Holds the trees of one thread and brings
 * back those of a lost thread by replaying their logs. Errors become `failed` events, never exceptions.
 */
import type { EnvironmentSpec, Settings } from '../envs/environment.ts';
import { type TreeOutput, TreeTable } from '../rl/pool.ts';
import { messageOf } from '../store/errors.ts';
import type { AgentCall, AgentCommand, AgentEvent } from './protocol.ts';

export class AgentHost {
  readonly #specOf: (id: string) => EnvironmentSpec;
  #table: TreeTable | null = null;
  /** Why the last `configure` failed; reported with the next batch, which is the first thing anyone waits for. */
  #refusal = 'The agent worker was given turns before it was told the environment.';

  /** `specOf` finds an environment by id, and throws when there is none. */
  constructor(specOf: (id: string) => EnvironmentSpec) {
    this.#specOf = specOf;
  }

  /** Trees that live here. */
  get trees(): number {
    return this.#table?.size ?? 0;
  }

  /** Carries out one command; the event to send back, or null when it has none. */
  handle(command: AgentCommand): AgentEvent | null {
    switch (command.type) {
      case 'configure':
        this.#configure(command.environment);
        return null;
      case 'advance':
        return this.#advance(command.batch, command.calls);
      case 'drop':
        this.#table?.drop(command.trees);
        return null;
      default:
        return command satisfies never;
    }
  }

  #configure(environment: { readonly id: string; readonly settings: Settings }): void {
    this.#table = null;
    try {
      this.#table = new TreeTable(this.#specOf(environment.id), environment.settings);
    } catch (error) {
      this.#refusal = messageOf(error);
    }
  }

  #advance(batch: number, calls: readonly AgentCall[]): AgentEvent {
    const table = this.#table;
    if (!table) return { type: 'failed', batch, message: this.#refusal };
    try {
      return { type: 'advanced', batch, outputs: calls.map((call) => advanceOne(table, call)) };
    } catch (error) {
      return { type: 'failed', batch, message: messageOf(error) };
    }
  }
}

/** Replays the log, if there is one, then takes the new turns. The answers to the log were delivered long ago. */
function advanceOne(table: TreeTable, { log, ...call }: AgentCall): TreeOutput {
  if (!log) return table.advance(call);
  const { tree, turns } = call;
  table.advance({ ...call, turns: [] });
  if (log.length > 0) table.advance({ tree, turns: log });
  return table.advance({ tree, turns });
}
