/**
 * Which run this tab means to be running: set when the person presses play, gone when they pause. It survives a
 * reload of the page, so that a run goes on where it was, and does not wake up in another tab.
 */
const STORAGE_KEY = 'espalier:playing';

/** The wish, should the browser refuse to remember it: it then lasts as long as the page. */
let remembered: string | null = null;

export function meansToPlay(runId: string): boolean {
  try {
    return sessionStorage.getItem(STORAGE_KEY) === runId;
  } catch {
    return remembered === runId;
  }
}

export function intendToPlay(runId: string): void {
  remembered = runId;
  try {
    sessionStorage.setItem(STORAGE_KEY, runId);
  } catch {
    // Storage is refused; `remembered` stands in.
  }
}

export function intendToPause(): void {
  remembered = null;
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // As above.
  }
}
