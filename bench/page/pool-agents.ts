/** An agent worker as the app has it, which knows the counting world too. */
import { environment } from '../../src/envs/registry.ts';
import { AgentHost } from '../../src/workers/agent-host.ts';
import type { AgentCommand } from '../../src/workers/protocol.ts';
import { COUNTING } from './pool-world.ts';

const host = new AgentHost((id) => (id === COUNTING.id ? COUNTING : environment(id)));

addEventListener('message', (message: MessageEvent<AgentCommand>) => {
  const event = host.handle(message.data);
  if (event) postMessage(event);
});
