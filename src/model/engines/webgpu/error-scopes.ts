/** WebGPU reports most errors behind the caller's back; inside these scopes they become exceptions. */

const FILTERS = ['out-of-memory', 'internal', 'validation'] as const;

/**
 * Runs `make`, which must issue all its WebGPU calls before it returns (its promise may settle later), and throws an
 * Error that begins with `what` and quotes the device when one of them failed. `what` says what was being made and,
 * where memory is allocated, how much: it is all that a person learns.
 */
export async function inErrorScopes<T>(device: GPUDevice, what: string, make: () => T | Promise<T>): Promise<T> {
  for (const filter of FILTERS) device.pushErrorScope(filter);
  let made: T | Promise<T>;
  let thrown: unknown = null;
  try {
    made = make();
    // A pipeline's promise rejects for the same reason as a scope, and before anybody awaits it.
    if (made instanceof Promise) made.catch(() => undefined);
  } catch (error) {
    thrown = error ?? new Error(`${what} failed.`);
  }
  // Popped before anything is awaited: the stack of scopes belongs to the whole device.
  const popped = await Promise.all([...FILTERS].reverse().map(() => device.popErrorScope()));
  if (thrown !== null) throw thrown;
  const error = popped.find((one) => one !== null);
  if (!error) return await made!;
  const cause = error instanceof GPUOutOfMemoryError ? 'the device is out of memory' : 'the device refused';
  throw new Error(`${what}: ${cause}. ${error.message}`.trim());
}

/** "3.4 MB": a number of bytes for people. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
