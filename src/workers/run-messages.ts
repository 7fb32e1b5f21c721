/**
 * Checks what a run worker is sent before its session acts on it: the shape of a command, in which nothing may stand
 * that would go unheard. Whether an experiment makes sense is checked where it is opened, and what is chosen for an
 * evaluation where that is planned.
 */
import * as v from 'valibot';
import type { Experiment } from '../experiments/experiment.ts';
import type { RunCommand } from './protocol.ts';

const OptionalNumber = v.exactOptional(v.number());
const Command = v.variant('type', [
  v.strictObject({
    type: v.literal('open'),
    runId: v.pipe(v.string(), v.nonEmpty()),
    experiment: v.custom<Experiment>((input) => typeof input === 'object' && input !== null),
    resume: v.boolean(),
    measure: v.exactOptional(v.boolean()),
  }),
  v.strictObject({ type: v.picklist(['play', 'pause', 'step', 'close']) }),
  v.strictObject({ type: v.literal('speed'), roundDelayMs: v.pipe(v.number(), v.finite(), v.minValue(0)) }),
  v.strictObject({
    type: v.literal('evaluate'),
    difficulties: v.exactOptional(v.array(v.number())),
    tasks: OptionalNumber,
    samples: OptionalNumber,
    temperature: OptionalNumber,
    attempts: v.exactOptional(v.boolean()),
    speed: OptionalNumber,
    moments: OptionalNumber,
  }),
]);

/** Throws an Error in words when `data` is no command. */
export function readRunCommand(data: unknown): RunCommand {
  const result = v.safeParse(Command, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(
    `The run was sent something that it cannot read: ${v.getDotPath(issue) ?? 'all of it'}. Reload the page.`,
  );
}
