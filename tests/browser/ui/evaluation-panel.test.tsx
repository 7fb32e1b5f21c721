/** The panel of held-out tasks over a fake wire: asking, progress, figures, the comparison; legible in every look. */
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { RaoExperiment } from '../../../src/experiments/experiment.ts';
import { findPreset } from '../../../src/experiments/presets/index.ts';
import { wilsonInterval } from '../../../src/rl/intervals.ts';
import type { Attempt, DifficultyResult, EvaluationResult } from '../../../src/rl/records.ts';
import { EvaluationPanel } from '../../../src/ui/run/evaluation-panel.tsx';
import { EvaluationView } from '../../../src/ui/run/evaluation-view.tsx';
import { RunSession } from '../../../src/ui/session/run-session.ts';
import '../../../src/ui/run/run.css';
import type { RunCommand, RunEvent } from '../../../src/workers/protocol.ts';
import { attempt, difficultyResult } from '../../support/evaluations.ts';
import { LOOKS, picture, type Stage, settled, stage } from './gallery.tsx';

const experiment = findPreset('rao-textcraft')?.experiment;
if (!experiment) throw new Error('A preset is missing.');

const DIFFICULTIES = [1, 2, 3, 4, 5, 6, 7, 8];
const BANDS = [
  { name: 'easy', low: 1, high: 2 },
  { name: 'medium', low: 3, high: 4 },
  { name: 'hard', low: 5, high: 6 },
  { name: 'extreme', low: 7, high: 8 },
];

/** What a recursive agent (which gets deeper) and a single one (which gives up) might do. */
function result(delegation: boolean, step = 120): EvaluationResult {
  return { step, delegation, temperature: 0.7, byDifficulty: DIFFICULTIES.map((d) => row(d, delegation)) };
}

function row(difficulty: number, delegation: boolean): DifficultyResult {
  const success = delegation ? Math.min(1, 1.1 - difficulty * 0.04) : Math.max(0, 1.2 - difficulty * 0.25);
  const solved = Math.round(success * 50);
  const [low, high] = wilsonInterval(solved, 50);
  const turns = 2 + difficulty * (delegation ? 4 : 2);
  const depth = delegation ? Math.ceil(difficulty / 2) : 0;
  const attempts = Array.from(
    { length: 50 },
    (_, i): Attempt =>
      attempt(`task-${difficulty}-${i}`, {
        score: i < solved ? 1 : 0,
        turns: turns + (i % 3),
        criticalTurns: delegation ? Math.ceil(turns / 2) : turns,
        tokens: turns * 9,
        criticalTokens: delegation ? turns * 5 : turns * 9,
      }),
  );
  return difficultyResult(difficulty, {
    solved,
    success: solved / 50,
    low,
    high,
    score: solved / 50,
    meanTurns: turns,
    meanCriticalTurns: delegation ? turns / 2 : turns,
    meanTokens: turns * 9,
    meanCriticalTokens: delegation ? turns * 5 : turns * 9,
    parallelFraction: delegation ? 0.6 : 0,
    routers: delegation && difficulty > 6 ? 0.3 : 0,
    depthHistogram: delegation ? Array.from({ length: depth + 1 }, (_, d) => (d === depth ? 40 : 10 / depth)) : [50],
    attempts,
  });
}

const comparison = {
  name: 'Single agent, 64 tokens',
  delegation: false,
  result: result(false),
  results: [result(false)],
};

function view() {
  return (
    <section class="panel evaluation">
      <EvaluationView result={result(true)} comparison={comparison} trained={[2, 4]} bands={BANDS} />
    </section>
  );
}

/** A session whose worker is this test. */
function wired() {
  const sent: RunCommand[] = [];
  let say: (event: RunEvent) => void = () => {};
  const session = new RunSession({
    runId: 'run',
    experiment: experiment as NonNullable<typeof experiment>,
    resume: false,
    connect: () => ({
      send: (command) => sent.push(command),
      onEvent: (listener) => {
        say = listener;
      },
      dispose: () => {},
    }),
    later: (task) => setTimeout(task),
  });
  return {
    session,
    sent,
    say: async (event: RunEvent) => {
      say(event);
      await new Promise((resolve) => setTimeout(resolve));
      await settled();
    },
  };
}

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

const query = <E extends Element>(selector: string) => current?.root.querySelector<E>(selector) ?? null;
const text = () => current?.root.textContent ?? '';

async function choose(figure: string): Promise<void> {
  const select = query<HTMLSelectElement>('.evaluation-choice select');
  if (!select) throw new Error('There is nothing to choose.');
  await userEvent.selectOptions(select, figure);
  await settled();
}

describe('the figures', () => {
  it('name the bands on the axis and draw both agents with their intervals', async () => {
    current = await stage(view(), { width: 720 });
    expect(Array.from(current.root.querySelectorAll('.band text'), (one) => one.textContent)).toEqual([
      'easy',
      'medium',
      'hard',
      'extreme',
    ]);
    expect(current.root.querySelectorAll('.whisker')).toHaveLength(16);
    expect(query('svg[role="img"]')?.getAttribute('aria-label')).toMatch(
      /^Success by difficulty\. Recursive agent \(this run\): 100 % at 1, /,
    );
  });

  it('show the critical path of the recursive agent beside all turns of both', async () => {
    current = await stage(view(), { width: 720 });
    await choose('turns');
    expect(Array.from(current.root.querySelectorAll('.legend li'), (one) => one.textContent)).toEqual([
      'Recursive agent (this run): in all',
      'Recursive agent (this run): critical path',
      'Single agent (Single agent, 64 tokens): in all',
    ]);
    expect(current.root.querySelectorAll('.whisker')).toHaveLength(0);
  });

  it('show depths as discs whose areas are shares', async () => {
    current = await stage(view(), { width: 720 });
    await choose('depths');
    const radii = Array.from(current.root.querySelectorAll('.depth-share'), (one) => Number(one.getAttribute('r')));
    // Two depths at difficulty 1: a fifth of the trees has a disc of a quarter of the area of the rest.
    expect((radii[1] ?? 0) / (radii[0] ?? 1)).toBeCloseTo(2, 3);
    expect(query('svg[role="img"]')?.getAttribute('aria-label')).toMatch(/At difficulty 1: 20 % 0 deep, 80 % 1 deep\./);
  });

  it('warn of routing, and compare on tasks that both solve', async () => {
    current = await stage(view(), { width: 720 });
    expect(query('.notice.warning')?.textContent).toMatch(/30 % at difficulty 7, 30 % at difficulty 8/);
    expect(text()).toMatch(/Of 400 tasks both agents solve \d+, only the recursive one \d+, only the single one 0\./);
  });
});

describe('asking for an evaluation', () => {
  const open = async () => {
    const wire = wired();
    current = await stage(<EvaluationPanel session={wire.session} experiment={experiment as RaoExperiment} />, {
      width: 720,
    });
    await wire.say({ type: 'status', status: 'paused', message: '' });
    await userEvent.click(query<HTMLElement>('header button') as HTMLElement);
    return wire;
  };

  const fill = async (name: string, value: string) => {
    await userEvent.fill(query<HTMLInputElement>(`#evaluate-${name}`) as HTMLElement, value);
    await settled();
  };

  it('sends what was chosen, shows how far it is, and then shows the answer', async () => {
    const { sent, say } = await open();
    await fill('low', '2');
    await fill('high', '3');
    await fill('tasks', '10');
    await fill('samples', '2');
    await fill('temperature', '0.7');
    await fill('speed', '1');
    expect(text()).toContain('Grows 40 trees.');
    await userEvent.click(query<HTMLElement>('.evaluation-form button[type="submit"]') as HTMLElement);
    expect(sent.at(-1)).toEqual({
      type: 'evaluate',
      difficulties: [2, 3],
      tasks: 10,
      samples: 2,
      temperature: 0.7,
      attempts: true,
      speed: 1,
    });
    expect(query('.evaluation-form')).toBeNull();
    const cursor = { phase: 'training', update: 3, phaseTokens: 9, total: 5 } as const;
    const progress = { type: 'progress', cursor, fraction: 0.5, secondsLeft: null } as const;
    await say({ type: 'status', status: 'running', message: '' });
    await say({ ...progress, activity: 'Evaluating', counted: { done: 7, of: 40 } });
    expect(query<HTMLProgressElement>('.evaluation-progress progress')?.value).toBe(7);
    expect(text()).toContain('7 of 40');

    // One that was due comes first; the one that was asked for is shown.
    await say({ type: 'evaluation', result: result(true, 5) });
    expect(text()).toContain('50 tasks per difficulty');
    const asked = {
      ...result(true, 5),
      byDifficulty: [2, 3].map((d) => ({ ...row(d, true), tasks: 10, samples: 2, passAt: [0.9, 0.95] })),
      speed: [{ task: 'a', difficulty: 2, score: 1, parallelSeconds: 0.5, serialSeconds: 1 }],
    };
    await say({ type: 'evaluation', result: asked });
    await say({ ...progress, activity: 'Evaluating' });
    expect(query('.evaluation-progress')).toBeNull();
    expect(text()).toContain('10 tasks per difficulty, 2 attempts each');
    expect(text()).toContain('0.50×');
    // The other one is still there to be picked.
    expect(query<HTMLSelectElement>('.evaluation-choice select')?.options).toHaveLength(2);
  });

  it('says what is wrong, at the field, and cannot be sent then', async () => {
    const { sent } = await open();
    const before = sent.length;
    await fill('samples', '4');
    await fill('temperature', '0');
    expect(query('#evaluate-temperature-help')?.textContent).toBe('At 0 all attempts are the same.');
    expect(query('#evaluate-temperature')?.getAttribute('aria-invalid')).toBe('true');
    expect(query<HTMLButtonElement>('.evaluation-form button[type="submit"]')?.disabled).toBe(true);
    await userEvent.click(query<HTMLElement>('.evaluation-form button.quiet') as HTMLElement);
    expect(query('.evaluation-form')).toBeNull();
    expect(sent).toHaveLength(before);
  });
});

for (const { name, theme, width } of LOOKS) {
  describe(`at ${width} px, ${theme}`, () => {
    it('figures are legible', async () => {
      current = await stage(view(), { theme, width, height: 1100 });
      await picture(`evaluation-success-${name}`);
      await choose('turns');
      for (const details of current.root.querySelectorAll('details')) details.open = true;
      await picture(`evaluation-turns-${name}`);
      await choose('depths');
      await picture(`evaluation-depths-${name}`);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });

    it('the form is legible', async () => {
      const { session, say } = wired();
      current = await stage(<EvaluationPanel session={session} experiment={experiment as RaoExperiment} />, {
        theme,
        width,
        height: 900,
      });
      await say({ type: 'status', status: 'paused', message: '' });
      await userEvent.click(query<HTMLElement>('header button') as HTMLElement);
      await userEvent.fill(query<HTMLInputElement>('#evaluate-tasks') as HTMLElement, '0');
      await say({ type: 'evaluation', result: result(true) });
      await picture(`evaluation-form-${name}`);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });
  });
}
