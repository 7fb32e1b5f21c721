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
  return (
    isObject(value) &&
    typeof value.tree === 'string' &&
    typeof value.over === 'boolean' &&
    Array.isArray(value.reports) &&
    value.reports.every(isReport)
  );
}

function isReport(value: unknown): boolean {
  if (!isObject(value) || !Number.isSafeInteger(value.agent)) return false;
  const { observed, joins, next } = value;
  const goesOn = next === 'turn' || next === 'wait' || (isObject(next) && typeof next.end === 'string');
  return goesOn && Array.isArray(observed) && (joins === undefined || Array.isArray(joins));
}

/** The event that `data` is, or null when it is none. */
export function readAgentEvent(data: unknown): AgentEvent | null {
  if (!isObject(data) || !Number.isSafeInteger(data.batch)) return null;
  const valid =
    (data.type === 'advanced' && Array.isArray(data.outputs) && data.outputs.every(isOutput)) ||
    (data.type === 'failed' && typeof data.message === 'string');
  return valid ? (data as unknown as AgentEvent) : null;
}
