/**
 * Who may use an engine's model when: writing turns is shared (several calls write side by side), whatever reads or
 * changes the whole model is exclusive. First come, first served: a waiting exclusive task lets no later one pass.
 */
export class SharedLock {
  /** Settles, never rejects, when the last exclusive task that was asked for is over. */
  #exclusive: Promise<unknown> = Promise.resolve();
  /** Shared tasks since then that are not over; they never reject. */
  #shared = new Set<Promise<unknown>>();

  /** Runs `task` as soon as no exclusive task runs or was asked for earlier. Settles as it does. */
  shared<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#exclusive.then(task);
    const over: Promise<unknown> = result.then(ignore, ignore).then(() => this.#shared.delete(over));
    this.#shared.add(over);
    return result;
  }

  /** Runs `task` alone, after everything that was asked for earlier. Settles as it does. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    const earlier = [this.#exclusive, ...this.#shared];
    const result = Promise.all(earlier).then(task);
    this.#exclusive = result.then(ignore, ignore);
    return result;
  }
}

function ignore(): void {}
