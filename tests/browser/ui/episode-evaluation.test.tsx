/** Evaluations of whole episodes: headline, other agents, milestones, difficulties; asking for one; all looks. */
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { planningEnvironment } from '../../../src/envs/registry.ts';
import type { PlanningExperiment } from '../../../src/experiments/experiment.ts';
import { findPreset } from '../../../src/experiments/presets/index.ts';
import type { EpisodeEvaluation } from '../../../src/rl/records.ts';
import { EpisodeEvaluationPanel } from '../../../src/ui/run/episode-evaluation-panel.tsx';
import {
  EpisodeEvaluationView,
  type EpisodeEvaluationViewProps,
} from '../../../src/ui/run/episode-evaluation-view.tsx';
import '../../../src/ui/run/evaluation-panel.css';
import '../../../src/ui/run/run.css';
import { RunSession } from '../../../src/ui/session/run-session.ts';
import type { RunCommand, RunEvent } from '../../../src/workers/protocol.ts';
import { episodeDifficulty, episodeEvaluation, planAdvantage } from '../../support/episodes.ts';
import { LOOKS, picture, type Stage, settled, stage } from './gallery.tsx';

const experiment = findPreset('dynamic-pogs')?.experiment as PlanningExperiment;
const { milestones } = planningEnvironment('crafter');

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

const all = (selector: string) => [...(current?.root.querySelectorAll(selector) ?? [])];
const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';

/** What an agent that plans so often might do; in between pays best. */
function result(frequency: number, score: number, difficulties: readonly number[] = [1]): EpisodeEvaluation {
  return episodeEvaluation(120, {
    byDifficulty: difficulties.map((difficulty) =>
      episodeDifficulty(difficulty, {
        episodes: 100,
        score: score / difficulty,
        low: (score - 0.08) / difficulty,
        high: (score + 0.09) / difficulty,
        frequency,
        meanTokens: 200 + 900 * frequency,
        meanPlanTokens: 900 * frequency,
        milestones: milestones.map((_, i) => Math.max(0, 0.96 - i * 0.06)),
        best: { score: 14 / 22, steps: 302, milestones: milestones.map((_, i) => i < 14) },
      }),
    ),
  });
}

function view(more: Partial<EpisodeEvaluationViewProps> = {}) {
  return (
    <section class="panel evaluation">
      <EpisodeEvaluationView
        result={result(0.07, 0.59)}
        kind="plans when it decides to"
        others={[
          { kind: 'never plans', name: 'Planless agent', result: result(0, 0.36) },
          { kind: 'plans at every step', name: 'Always planning agent', result: result(1, 0.47) },
        ]}
        milestones={milestones}
        trained={[1, 1]}
        bands={[]}
        {...more}
      />
    </section>
  );
}

describe('an evaluation', () => {
  it('begins with its figures', async () => {
    current = await stage(view(), { width: 720 });
    expect(text('.figure-list')).toBe(
      'Score59 % 51 % to 68 %Planning0.07 a step one every 14.3 stepsSteps21.5 per episode' +
        'Tokens263 per episode, 63.0 in plansPlans completed50 % within 15 stepsPlans followed75 % of those with a result',
    );
  });

  it('of an agent that never plans says nothing of plans', async () => {
    current = await stage(view({ result: result(0, 0.36), others: [] }));
    expect(text('.figure-list')).toContain('Planningnever');
    expect(text('.figure-list')).not.toContain('Plans completed');
    expect(text('.figure-note')).toContain('Train a baseline');
  });

  it('stands among other agents in the order of how much they plan', async () => {
    current = await stage(view(), { width: 720 });
    expect(all('.agent-scores tbody .agent-kind').map((one) => one.textContent)).toEqual([
      'never plans',
      'plans when it decides to',
      'plans at every step',
    ]);
    const dots = all('.agent-dot').map((dot) => dot.getBoundingClientRect().left);
    expect(dots[1]).toBeGreaterThan(dots[0] ?? 0);
    expect(dots[1]).toBeGreaterThan(dots[2] ?? 0);
    expect(all('.own .agent-kind')[0]?.textContent).toBe('plans when it decides to');
  });

  it('names every milestone, those that are reached most often first, with bars to scale', async () => {
    current = await stage(view(), { width: 720 });
    expect(all('.milestones li')).toHaveLength(22);
    expect(all('.milestones li')[0]?.textContent).toMatch(/^\w+ \w+ ★, in the best episode96 %$/);
    expect(text('.milestones .figure-note')).toBe('Share of 100 episodes. Best episode ★: 14 of 22 in 302 steps.');
    expect(all('.milestones li .milestone-best')).toHaveLength(14);
    const widths = all('.milestone-bar span').map((bar) => bar.getBoundingClientRect().width);
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
  });

  it('of an older version says nothing of a best episode', async () => {
    const old = result(0.07, 0.59);
    const byDifficulty = old.byDifficulty.map((row) => ({
      ...row,
      best: { score: 0.7, steps: Number.NaN, milestones: [] },
    }));
    current = await stage(view({ result: { ...old, byDifficulty } }));
    expect(text('.milestones .figure-note')).toBe('Share of 100 episodes.');
    expect(all('.milestone-best')).toHaveLength(0);
  });

  it('tells what a new plan is worth where it was measured: all moments first, gains right of the middle', async () => {
    current = await stage(view({ result: { ...result(0.07, 0.59), advantage: planAdvantage() } }), { width: 720 });
    const rows = all('.plan-worth tbody tr').map((row) => row.textContent);
    expect(rows).toEqual([
      'All moments+0.25+0.13 to +0.3840',
      'Where the agent plans+0.75+0.25 to +1.254',
      'Where it keeps its plan+0.19+0.06 to +0.3136',
      'Plan of 1 step ago−0.13−0.25 to 0.0010',
      'Plan of 5 to 8 steps ago+0.38+0.25 to +0.5029',
      'Plan of 33 to 64 steps ago+0.50–1',
    ]);
    expect(text('.plan-worth .figure-note')).toContain('At 63 % of the moments it gains.');
    const track = all('.plan-worth .agent-track')[0]?.getBoundingClientRect() as DOMRect;
    const dots = all('.plan-worth .agent-dot').map((dot) => {
      const { left, width } = dot.getBoundingClientRect();
      return left + width / 2 - (track.left + track.width / 2);
    });
    expect(dots.map(Math.sign)).toEqual([1, 1, 1, -1, 1, 1]);
    // However uncertain a row of few moments is, nothing leaves its place.
    for (const bar of all('.plan-worth .agent-interval')) {
      const { left, right } = bar.getBoundingClientRect();
      expect(left).toBeGreaterThanOrEqual(track.left - 1);
      expect(right).toBeLessThanOrEqual(track.right + 1);
    }
  });

  it('says when no plan was carried whose worth could be measured', async () => {
    const nothing = planAdvantage({ moments: 0, byAge: [], decided: { planned: null, kept: null } });
    current = await stage(view({ result: { ...result(0, 0.36), advantage: nothing } }));
    expect(text('.plan-worth')).toContain('No plan was carried in these episodes');
    expect(all('.plan-worth table')).toHaveLength(0);
  });

  it('has a chart where there are several difficulties, for figures of choice', async () => {
    current = await stage(view({ result: result(0.07, 0.59, [1, 2]), others: [] }), { width: 720 });
    expect(all('.interval-chart .whisker')).toHaveLength(2);
    await userEvent.selectOptions(all('.evaluation-choice select')[0] as HTMLElement, 'tokens');
    await settled();
    expect(text('.figure-note')).toContain('tokens that the agent writes');
    expect(all('.interval-chart .whisker')).toHaveLength(0);
    await current.rerender(view());
    expect(all('.interval-chart')).toHaveLength(0);
  });
});

describe('asking for one', () => {
  it('sends episodes and temperature, tells how far it is, and shows the answer', async () => {
    const sent: RunCommand[] = [];
    let hear: (event: RunEvent) => void = () => {};
    const session = new RunSession({
      runId: 'run',
      experiment,
      resume: false,
      connect: () => ({
        send: (command) => sent.push(command),
        onEvent: (listener) => {
          hear = listener;
        },
        dispose: () => {},
      }),
      later: (task) => setTimeout(task),
    });
    const say = async (event: RunEvent) => {
      hear(event);
      await new Promise((resolve) => setTimeout(resolve));
      await settled();
    };
    current = await stage(<EpisodeEvaluationPanel session={session} experiment={experiment} />, { width: 720 });
    await say({ type: 'status', status: 'paused', message: '' });
    expect(text('.empty')).toContain('No evaluation yet.');
    await userEvent.click(all('header button')[0] as HTMLElement);
    await userEvent.fill(all('#evaluate-episodes')[0] as HTMLElement, '7');
    await settled();
    await userEvent.click(all('.evaluation-check input')[0] as HTMLElement);
    await settled();
    expect(text('.evaluation-form [role=status]')).toMatch(
      /^Plays \d+ episodes, then tries plans at 96 moments of them\./,
    );
    await userEvent.click(all('.evaluation-form .primary')[0] as HTMLElement);
    const { minDifficulty, maxDifficulty, temperature } = experiment.evaluation;
    expect(sent.at(-1)).toEqual({
      type: 'evaluate',
      difficulties: Array.from({ length: maxDifficulty - minDifficulty + 1 }, (_, i) => minDifficulty + i),
      tasks: 7,
      temperature,
      moments: 96,
    });
    await say({ type: 'status', status: 'running', message: '' });
    const cursor = { phase: 'training', update: 1, phaseTokens: 1, total: 1 } as const;
    await say({
      type: 'progress',
      cursor,
      activity: 'Evaluating',
      counted: { done: 2, of: 7 },
      fraction: 0.1,
      secondsLeft: null,
    });
    expect(text('.evaluation-progress')).toBe('Playing episodes2 of 7');
    await say({
      type: 'progress',
      cursor,
      activity: 'Measuring plans',
      counted: { done: 12, of: 96 },
      fraction: 0.1,
      secondsLeft: null,
    });
    expect(text('.evaluation-progress')).toBe('Trying plans12 of 96');
    await say({ type: 'evaluation', result: { ...result(0.2, 0.5), planning: experiment.agent } });
    expect(text('.figure-list')).toContain('Score50 %');
  });
});

describe.each(LOOKS)('in $name', ({ name, theme, width }) => {
  it('stands well', async () => {
    const whole = { ...result(0.07, 0.59, [1, 2]), advantage: planAdvantage() };
    current = await stage(view({ result: whole }), { theme, width, height: 1800 });
    await picture(`episode-evaluation-${name}`);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
