/**
 * Agent threads without threads, for tests of the pool: each is an `AgentHost` on the counting environment whose
 * messages are copied as a real worker's would be. A script says which messages a thread swallows, garbles or dies on.
 */
import type { EnvironmentSpec } from '../../../src/envs/environment.ts';
import { AgentHost } from '../../../src/workers/agent-host.ts';
import type { StartThread } from '../../../src/workers/agent-thread.ts';
import type { AgentCommand, AgentEvent } from '../../../src/workers/protocol.ts';
import { TOY } from '../../support/toy-environment.ts';

/** What becomes of a thread's answer: delivered as it is, replaced by something else, never given, or a crash. */
export type Fate = 'answer' | 'hang' | 'die' | 'refuse' | { readonly say: unknown };

/** `count` is the number of `advance` commands that this thread has had, this one included. */
export type Script = (thread: number, count: number, command: Extract<AgentCommand, { type: 'advance' }>) => Fate;

export interface Started {
  readonly commands: AgentCommand[];
  terminated: boolean;
  /** Crashes the thread while it has nothing to do. */
  crash(): void;
}

export interface ScriptedThreads {
  readonly start: StartThread;
  readonly started: Started[];
  /** Trees that live on any thread. */
  growing(): number;
}

/** `keep: false` forgets commands that were handled, of which there may be many. */
export function scriptedThreads(script: Script = () => 'answer', { keep = true } = {}): ScriptedThreads {
  const started: Started[] = [];
  const hosts: AgentHost[] = [];
  const start: StartThread = (handlers) => {
    const host = new AgentHost(() => TOY as EnvironmentSpec);
    hosts.push(host);
    const number = started.length;
    const self: Started = { commands: [], terminated: false, crash: () => handlers.error('it fell over') };
    started.push(self);
    let count = 0;
    return {
      post: (message) => {
        const command = structuredClone(message);
        if (keep) self.commands.push(command);
        const event = host.handle(command);
        if (command.type !== 'advance') return;
        const fate = script(number, ++count, command);
        if (fate === 'refuse') throw new Error('it takes no messages');
        queueMicrotask(() => deliver(fate, event));
      },
      terminate: () => {
        self.terminated = true;
      },
    };

    function deliver(fate: Fate, event: AgentEvent | null): void {
      // A thread that was ended may still have had a message under way; the pool must not mind it.
      if (fate === 'answer') handlers.message(structuredClone(event));
      else if (fate === 'die') handlers.error('it fell over');
      else if (typeof fate === 'object') handlers.message(fate.say);
    }
  };
  return { start, started, growing: () => hosts.reduce((sum, { trees }) => sum + trees, 0) };
}

/** Lets everything that is ready run, until only the passing of time could bring anything new. */
export async function settled(): Promise<void> {
  await new Promise<void>((resolve) => {
    setImmediate(resolve);
  });
}
