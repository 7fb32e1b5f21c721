/** The episode panel as people use it: the live episode, replaying a recorded one by keys and pointer, all looks. */
import { signal } from '@preact/signals';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { planningEnvironment } from '../../../src/envs/registry.ts';
import type { PlanningExperiment } from '../../../src/experiments/experiment.ts';
import { findPreset } from '../../../src/experiments/presets/index.ts';
import type { EpisodeRecord, LiveEpisode } from '../../../src/rl/records.ts';
import { EpisodePanel } from '../../../src/ui/run/episode-panel.tsx';
import '../../../src/ui/run/run.css';
import type { RunSession } from '../../../src/ui/session/run-session.ts';
import { type PlayedEpisode, playedEpisode } from '../../support/played-episodes.ts';
import { LOOKS, picture, type Stage, settled, stage } from './gallery.tsx';

const pogs = planningEnvironment('pogs');
const preset = findPreset('dynamic-pogs')?.experiment as PlanningExperiment;

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

/** What the panel reads of a session. */
function sessionOf(records: readonly EpisodeRecord[], live: LiveEpisode | null = null) {
  return {
    episodes: signal(records),
    liveEpisode: signal(live),
    status: signal('running'),
    progress: signal({ activity: 'Evaluating' }),
  };
}

function panel(session: ReturnType<typeof sessionOf>, id = 'pogs', agent: Partial<PlanningExperiment['agent']> = {}) {
  const experiment = { ...preset, agent: { ...preset.agent, ...agent }, environment: { id, settings: {} } };
  return <EpisodePanel session={session as unknown as RunSession} experiment={experiment} />;
}

const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';
const all = (selector: string) => [...(current?.root.querySelectorAll(selector) ?? [])];
const slider = () => page.getByRole('slider', { name: 'Moment of the replay' });
const moment = ({ live }: PlayedEpisode, step: number) => live.at(step) as LiveEpisode;

async function keys(...names: string[]): Promise<void> {
  for (const name of names) await userEvent.keyboard(`{${name}}`);
  await settled();
}

describe('a recorded episode', () => {
  const played = playedEpisode(pogs, { seed: 5 });
  const { record } = played;
  const last = record.turns.length;

  it('stands at its end, and goes through every step by keys, world, plan and figures together', async () => {
    current = await stage(panel(sessionOf([record])));
    const plan = moment(played, last).plan as number[];
    expect(text('.plan-text')).toBe(pogs.wordPlan(plan, {}));
    expect(text('.replay-words')).toMatch(new RegExp(`^Step ${last} of ${last}: `));
    expect(text('[aria-label="Search"]')).toContain(`Step ${last} of 30.`);
    (slider().element() as HTMLElement).focus();
    await keys('Home');
    expect(text('.plan-text')).toBe('No plan is carried.');
    expect(text('.replay-words')).toBe(`Before the first of ${last} steps.`);
    expect(text('[aria-label="Search"]')).toContain('Step 0 of 30.');
    await keys('ArrowRight', 'ArrowRight');
    const second = moment(played, 2);
    expect(text('.plan-text')).toBe(pogs.wordPlan(second.plan as number[], {}));
    expect(text('.plan-carried')).toContain('carried for 2 steps');
    expect(text('[aria-label="Search"]')).toContain('Step 2 of 30.');
    expect(text('.figure-list')).toMatch(new RegExp(`^Steps2 Reward.*Plans1 .*written${second.tally.tokens} `));
  });

  it('marks where plans are written, and lights up when one is', async () => {
    current = await stage(panel(sessionOf([record])));
    const written = record.turns.filter(({ plan }) => plan !== null).length;
    expect(all('.episode-timeline .written')).toHaveLength(written);
    expect(text('.plan-table summary')).toBe(`All ${written} plans of this recording`);
    (slider().element() as HTMLElement).focus();
    await keys('Home', 'ArrowRight');
    expect(all('.plan-line.fresh')).toHaveLength(1);
    expect(text('.plan-carried')).toContain('written just now');
    await keys('ArrowRight');
    expect(all('.plan-line.fresh')).toHaveLength(0);
  });

  it('is moved by a press on the timeline, and by a plan of the table', async () => {
    current = await stage(panel(sessionOf([record])));
    const timeline = current.root.querySelector('.episode-timeline svg') as SVGElement;
    const { width } = timeline.getBoundingClientRect();
    await userEvent.click(timeline, { position: { x: (width * 4) / last, y: 30 } });
    await settled();
    expect(text('.replay-words')).toMatch(/^Step 4 of/);
    await userEvent.click(all('.plan-table summary')[0] as HTMLElement);
    await userEvent.click(all('.plan-table button')[0] as HTMLElement);
    await settled();
    expect(text('.replay-words')).toMatch(/^Step 1 of .*a new plan/);
    expect(all('.plan-table [aria-current]')).toHaveLength(1);
  });

  it('plays and pauses with the space bar', async () => {
    current = await stage(panel(sessionOf([record])));
    (slider().element() as HTMLElement).focus();
    await keys('Space');
    await expect.element(page.getByRole('button', { name: 'Pause' })).toBeInTheDocument();
    await expect.poll(() => text('.replay-words')).toMatch(/^Step [1-9]/);
    await keys('Space');
    await expect.element(page.getByRole('button', { name: 'Replay', exact: true })).toBeInTheDocument();
  });

  it('says so when the record is not of this world', async () => {
    const foreign = { ...record, turns: record.turns.map((turn) => ({ ...turn, reward: turn.reward + 1 })) };
    current = await stage(panel(sessionOf([foreign])));
    expect(text('.notice.warning')).toContain('from step 1 on the rewards differ');
    current.unmount();
    current = await stage(panel(sessionOf([{ ...record, start: null }])));
    expect(text('.environment-problem')).toMatch(/^The world of this episode cannot be shown\./);
  });

  it('says what a control carries instead of what it wrote', async () => {
    current = await stage(panel(sessionOf([record]), 'pogs', { content: 'random' }));
    expect(text('.plan-line')).toContain('As a control it carries a random plan instead.');
  });
});

describe('the live episode', () => {
  const played = playedEpisode(pogs, { seed: 5 });

  it('moves on with its plan and figures, and gives way to the newest recorded one', async () => {
    const session = sessionOf([played.record], moment(played, 1));
    current = await stage(panel(session));
    expect(text('.plan-carried')).toContain('written just now');
    expect(all('.replay-bar')).toHaveLength(0);
    session.liveEpisode.value = moment(played, 3);
    await settled();
    expect(text('[aria-label="Search"]')).toContain('Step 3 of 30.');
    expect(text('.plan-carried')).toContain('carried for 3 steps');
    expect(all('.episode-timeline .written')).toHaveLength(1);
    expect(text('.timeline-note')).toBe('');
    await userEvent.click(page.getByRole('button', { name: 'Replay the newest one' }));
    await settled();
    expect(all('.replay-bar')).toHaveLength(1);
    await userEvent.click(page.getByRole('button', { name: 'Live' }));
    await settled();
    expect(text('[aria-label="Search"]')).toContain('Step 3 of 30.');
  });

  it('says so when plans go by unseen', async () => {
    const session = sessionOf([], moment(played, 1));
    current = await stage(panel(session));
    const written = played.record.turns.filter(({ plan }) => plan !== null).length;
    expect(written).toBeGreaterThan(2);
    session.liveEpisode.value = moment(played, -1);
    await settled();
    expect(all('.episode-timeline .written')).toHaveLength(2);
    expect(text('.timeline-note')).toContain('Some plans went by unseen');
  });

  it('is called live only while it goes on', async () => {
    const session = sessionOf([], moment(played, 3));
    current = await stage(panel(session));
    expect(text('header .eyebrow')).toMatch(/^live · step 40/);
    session.progress.value = { activity: 'Imitating the expert' };
    await settled();
    expect(text('header .eyebrow')).toMatch(/^last seen · step 40/);
  });

  it('without plans says so', async () => {
    const planless = playedEpisode(pogs, { plans: false });
    current = await stage(panel(sessionOf([], moment(planless, 4))));
    expect(text('.plan-text')).toBe('No plan is carried.');
    expect(text('.live-hint')).toContain('As soon as a stretch of an episode is recorded');
  });

  it('before there is any, says when one comes', async () => {
    current = await stage(panel(sessionOf([])));
    expect(text('.empty')).toContain('as soon as reinforcement learning begins');
  });
});

describe('Crafter', () => {
  it('shows the game, and what is achieved by a step', async () => {
    const played = playedEpisode(planningEnvironment('crafter'), { steps: 150 });
    current = await stage(panel(sessionOf([played.record]), 'crafter'), { width: 760, height: 1500 });
    expect(all('.crafter-view canvas')).toHaveLength(1);
    const done = Number(text('.achievement-count').split(' ')[0]);
    expect(done).toBeGreaterThan(2);
    await picture('episode-crafter');
    (slider().element() as HTMLElement).focus();
    await keys('Home');
    expect(text('.achievement-count')).toBe('0 of 22');
    expect(text('.crafter-clock')).toContain('Step 0');
  });
});

describe.each(LOOKS)('in $name', ({ name, theme, width }) => {
  it('stands well', async () => {
    const { record } = playedEpisode(pogs, { seed: 8 });
    current = await stage(panel(sessionOf([record])), { theme, width, height: 1200 });
    (slider().element() as HTMLElement).focus();
    await keys('ArrowLeft', 'ArrowLeft');
    await picture(`episode-${name}`);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
