/**
 * What every environment with delegation promises, whatever its rules: one body for all of them, called inside the
 * environment's own `describe`. What is particular to one (its grammar, its verifier) is tested where it lives, and its
 * experts in `expert-suite.ts`.
 */
import { expect, it } from 'vitest';
import type { Environment, EnvironmentSpec, Notice, Settings, Token } from '../../src/envs/environment.ts';
import { derive, key } from '../../src/random/index.ts';

/** What the agent loop may have to say, in the words that all environments share (see `src/envs/replies.ts`). */
const NOTICES: Readonly<Record<Notice, string>> = {
  launched: 'ok >',
  'refused-depth': 'error depth >',
  'refused-agents': 'error agents >',
  'refused-turns': 'error agents >',
  'nothing-to-wait-for': 'error wait >',
  unavailable: 'error spawn >',
  joined: '>',
};

export function noticesSuite(make: () => Environment, text: (tokens: readonly Token[]) => string): void {
  it('has words for every event of the agent loop', () => {
    const env = make();
    const events = Object.keys(NOTICES) as Notice[];
    expect(Object.fromEntries(events.map((event) => [event, text(env.notice(event))]))).toEqual(NOTICES);
  });
}

/** `bad` are settings that must be refused with that message. */
export function settingsSuite<State>(spec: EnvironmentSpec<State>, bad: Settings, message: RegExp): void {
  it('has defaults in range, unique names and a help text each', () => {
    const { settings } = spec;
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
    for (const setting of settings) {
      expect(setting.default).toBeGreaterThanOrEqual(setting.min);
      expect(setting.default).toBeLessThanOrEqual(setting.max);
      expect(setting.help.length).toBeGreaterThan(20);
    }
  });

  it('is checked by every function that takes settings', () => {
    expect(() => spec.vocabulary(bad)).toThrow(message);
    expect(() => spec.difficulties(bad)).toThrow(message);
    expect(() => spec.bands(bad)).toThrow(message);
    expect(() => spec.generate(key(0), 1, bad)).toThrow(message);
    expect(() => spec.expert('flat', [], bad)).toThrow(message);
    expect(() => spec.randomTurn(key(0), [], bad)).toThrow(message);
  });
}

export interface Walks {
  readonly difficulty: number;
  readonly settings: Settings;
  readonly seeds: number;
  readonly turns: number;
}

export function snapshotsSuite<State>(spec: EnvironmentSpec<State>, walks: Walks): void {
  const { difficulty, settings, seeds, turns } = walks;
  it('continue identically from every step of a random walk, also through structured cloning', () => {
    for (let seed = 0; seed < seeds; seed++) {
      const { state } = spec.generate(key(seed), difficulty, settings);
      const original = structuredClone(state);
      const env = spec.restore(state);
      const transcript = [...env.observe()];
      const children: Environment<State>[] = [];
      for (let turn = 0; turn < turns; turn++) {
        const before = env.snapshot();
        const cloned = structuredClone(before);
        const copy = spec.restore(structuredClone(before));
        expect(copy.observe()).toEqual(env.observe());
        const words = spec.randomTurn(derive(key(seed), turn), transcript, settings);
        const step = env.step(words);
        expect(copy.step(words)).toEqual(step);
        if (step.delegation?.kind === 'spawn') {
          const child = env.fork(step.delegation.goal);
          expect(copy.fork(step.delegation.goal).snapshot()).toEqual(child.snapshot());
          children.push(child);
        }
        if (step.delegation?.kind === 'wait') {
          for (const child of children.splice(0)) {
            const twin = spec.restore(structuredClone(child.snapshot()));
            expect(copy.join(twin)).toEqual(env.join(child));
          }
        }
        expect(copy.snapshot()).toEqual(env.snapshot());
        expect(copy.score()).toBe(env.score());
        // A snapshot is a copy: nothing that happens later shows in it.
        expect(before).toEqual(cloned);
        transcript.push(...words, ...step.observation);
      }
      // Nor does an environment change the state that it was made from.
      expect(state).toEqual(original);
    }
  });
}
