/** Does what may fail without harm: what is gone may complain about being put away. */
export function quietly(task: () => void): void {
  try {
    task();
  } catch {
    // It is gone; that is all that was wanted.
  }
}
