/**
 * Checks what an agent worker sent before the pool believes it: a half-loaded or foreign script must look like a
 * failed worker, not corrupt a rollout. The shape of the envelope is checked, not every token of a trace.
 */
import type { AgentEvent } from './protocol.ts';

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isOutput(value: unknown): boolean {
  if (!isObject(value) || typeof value.agent !== 'string' || !Array.isArray(value.spawned)) return false;
  const next = value.next;
  if (!isObject(next)) return false;
  switch (next.kind) {
    case 'complete':
      return isObject(next.request);
    case 'wait':
      return true;
    case 'done':
      return isObject(next.trace) && isObject(next.outcome) && Array.isArray(next.joins);
    default:
      return false;
  }
}

/** The event that `data` is, or null when it is none. */
export function readAgentEvent(data: unknown): AgentEvent | null {
  if (!isObject(data) || !Number.isSafeInteger(data.batch)) return null;
  const valid =
    (data.type === 'advanced' && Array.isArray(data.outputs) && data.outputs.every(isOutput)) ||
    (data.type === 'failed' && typeof data.message === 'string');
  return valid ? (data as unknown as AgentEvent) : null;
}
