/** Episodes, plans and steps in words. Pure. */
import type { EpisodeRecord, EpisodeTurn, LiveEpisode } from '../../rl/records.ts';
import { count, decimal, plural } from '../format.ts';
import type { FigureItem } from '../parts/figure-list.tsx';
import { PHASE_WORDS } from '../run/phase-words.ts';
import { type Figures, figuresAt, type PlanSpan } from './outline.ts';

/** "step 12 · training · difficulty 1 · 16 steps · 4 plans · reward 3.2". */
export function episodeWords(record: EpisodeRecord): string {
  const { steps, plans, reward } = figuresAt(record, record.turns.length);
  const where = `step ${record.step} · ${PHASE_WORDS[record.phase]} · difficulty ${record.difficulty}`;
  return `${where} · ${plural(steps, 'step')} · ${plural(plans, 'plan')} · reward ${signed(reward)}`;
}

/** The watched episode in a line; `goesOn` is false when it stands as it was last seen. */
export function liveWords({ step, phase, difficulty }: LiveEpisode, goesOn: boolean): string {
  return `${goesOn ? 'live' : 'last seen'} · step ${step} · ${PHASE_WORDS[phase]} · difficulty ${difficulty}`;
}

/** For how long a plan has been carried: "written just now", "carried for 3 steps". */
export function carriedWords(steps: number): string {
  return steps <= 1 ? 'written just now' : `carried for ${steps} steps`;
}

/** The same of a recorded plan after `step` turns; a record does not say for how long one was carried into it. */
export function spanWords({ from, written }: PlanSpan, step: number): string {
  if (written) return carriedWords(step - from);
  return step === 0 ? 'carried into this stretch' : `carried into this stretch and for ${plural(step, 'step')} of it`;
}

/** What a turn did: "Step 7 of 30: a new plan, then the action “12”. Reward 0, value estimate 0.41." */
export function turnWords(turn: EpisodeTurn, step: number, steps: number, action: string): string {
  const deed = `${turn.plan ? 'a new plan, then ' : ''}the action “${action}”`;
  return `Step ${step} of ${steps}: ${deed}. Reward ${signed(turn.reward)}, value estimate ${valueWords(turn.value)}.`;
}

/** "1 plan every 3.2 steps"; '' without plans. */
export function rhythmWords({ steps, plans }: Pick<Figures, 'steps' | 'plans'>): string {
  if (plans === 0) return '';
  return steps === plans ? 'one at every step' : `one every ${decimal(steps / plans)} steps`;
}

/** The figures of an episode with their names. */
export function figureItems(figures: Figures): FigureItem[] {
  const { steps, reward, plans, tokens, planTokens } = figures;
  return [
    { name: 'Steps', value: count(steps) },
    { name: 'Reward', value: signed(reward) },
    { name: 'Plans', value: count(plans), note: rhythmWords(figures) },
    { name: 'Tokens written', value: count(tokens), note: plans > 0 ? `${count(planTokens)} of them plans` : '' },
  ];
}

/** A value estimate: "0.41", "−0.005". */
export function valueWords(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toFixed(3))).replace('-', '−') : 'unknown';
}

/** A reward with its sign, where it has one: "+1", "−0.1", "0". */
export function signed(value: number): string {
  const text = String(Number(Math.abs(value).toFixed(2)));
  if (text === '0') return '0';
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** The name of a token as people read it. */
export function tokenWords(name: string | undefined): string {
  return name?.replaceAll('_', ' ') ?? 'unknown';
}
