/** An agent worker: an `AgentHost` behind messages. It is started and replaced by the pool, and keeps nothing. */
import { environment } from '../envs/registry.ts';
import { AgentHost } from './agent-host.ts';
import type { AgentCommand } from './protocol.ts';

const host = new AgentHost(environment);

addEventListener('message', (message: MessageEvent<AgentCommand>) => {
  const event = host.handle(message.data);
  if (event) postMessage(event);
});
