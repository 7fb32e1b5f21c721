/** First come, first served: shared tasks side by side, exclusive ones alone, failures to nobody but their caller. */
import { describe, expect, it } from 'vitest';
import { SharedLock } from '../../../src/model/shared-lock.ts';

/** Tasks that tell when they run, and are over when they are told to be. */
class Desk {
  readonly lock = new SharedLock();
  readonly running: string[] = [];
  readonly #finish = new Map<string, (error?: Error) => void>();

  ask(kind: 'shared' | 'exclusive', name: string): Promise<string> {
    return this.lock[kind](() => {
      this.running.push(name);
      return new Promise<string>((resolve, reject) => {
        this.#finish.set(name, (error) => {
          this.running.splice(this.running.indexOf(name), 1);
          if (error) reject(error);
          else resolve(name);
        });
      });
    });
  }

  /** Ends a task and lets others begin; says who runs then. */
  async end(name: string, error?: Error): Promise<string[]> {
    this.#finish.get(name)!(error);
    return this.now();
  }

  async now(): Promise<string[]> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return [...this.running];
  }
}

describe('SharedLock', () => {
  it('lets shared tasks run side by side', async () => {
    const desk = new Desk();
    const results = [desk.ask('shared', 'a'), desk.ask('shared', 'b')];
    expect(await desk.now()).toEqual(['a', 'b']);
    await desk.end('b');
    await desk.end('a');
    expect(await Promise.all(results)).toEqual(['a', 'b']);
  });

  it('runs exclusive tasks alone, in the order in which they were asked for', async () => {
    const desk = new Desk();
    for (const name of ['a', 'b']) void desk.ask('shared', name);
    for (const name of ['X', 'Y']) void desk.ask('exclusive', name);
    for (const name of ['c', 'd']) void desk.ask('shared', name);
    expect(await desk.now()).toEqual(['a', 'b']);
    expect(await desk.end('a')).toEqual(['b']);
    expect(await desk.end('b')).toEqual(['X']);
    expect(await desk.end('X')).toEqual(['Y']);
    expect(await desk.end('Y')).toEqual(['c', 'd']);
    void desk.ask('exclusive', 'Z');
    expect(await desk.end('d')).toEqual(['c']);
    expect(await desk.end('c')).toEqual(['Z']);
  });

  it('goes on after a failure, which only its caller hears of', async () => {
    const desk = new Desk();
    const failing = [desk.ask('exclusive', 'X'), desk.ask('shared', 'a')];
    const heard = Promise.allSettled(failing);
    const last = desk.ask('exclusive', 'Y');
    await desk.now();
    await desk.end('X', new Error('no'));
    await desk.end('a', new Error('nor this'));
    await desk.end('Y');
    expect((await heard).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await last).toBe('Y');
  });

  it('hears of what a task throws before it returns a promise', async () => {
    const lock = new SharedLock();
    const broken = () => {
      throw new Error('at once');
    };
    await expect(lock.shared(broken)).rejects.toThrow('at once');
    await expect(lock.exclusive(broken)).rejects.toThrow('at once');
    expect(await lock.exclusive(async () => 1)).toBe(1);
  });
});
