/** A trained agent on the Steer screen: a stored run, a real worker, its own plans, a person's plan, and hands changing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { RunStore } from '../../../src/store/run-store.ts';
import { refreshRuns } from '../../../src/ui/session/storage.ts';
import { forgetGame, gameOf, type SteerGame } from '../../../src/ui/steer/game.ts';
import { players } from '../../../src/ui/steer/players.tsx';
import { SteerPage } from '../../../src/ui/steer/steer-page.tsx';
import '../../../src/ui/steer/steer.css';
import { crafterCheckpoint, crafterExperiment } from '../../support/crafter-run.ts';
import { tinyPlanningExperiment } from '../../support/tiny-planning-experiment.ts';
import { picture, type Stage, settled, stage } from './gallery.tsx';

const SEED = 7;
const store = new RunStore();
const made: string[] = [];
let current: Stage | null = null;
let game: SteerGame;

beforeEach(() => {
  forgetGame();
  game = gameOf(SEED, players);
  game.pacer.speed.value = 60;
});

afterEach(async () => {
  current?.unmount();
  current = null;
  for (const id of made.splice(0)) await store.deleteRun(id);
  await refreshRuns();
});

async function show(options: Parameters<typeof stage>[1] = {}): Promise<void> {
  current = await stage(<SteerPage seed={SEED} others={players} />, { width: 1280, ...options });
}

/** Puts a run into the library, with a checkpoint unless it is to have none. */
async function stored(name: string, saved = true, experiment = crafterExperiment()): Promise<string> {
  const { id } = await store.createRun({ experiment, name });
  made.push(id);
  if (saved) await store.saveCheckpoint(id, crafterCheckpoint(experiment, 12));
  return id;
}

const steps = () => game.session.recording.length;
const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';
const button = (name: string) => page.getByRole('button', { name, exact: true });
/** Lets the clock run until something holds; fails when it never does. */
async function until(holds: () => boolean): Promise<void> {
  for (let frames = 0; frames < 1200 && !holds(); frames++) await new Promise(requestAnimationFrame);
  expect(holds()).toBe(true);
}
async function choose(): Promise<void> {
  await userEvent.click(button('Trained agent'));
  await userEvent.click(button('Play'));
}

describe('a library without an agent', () => {
  it('says so, and leads to where one is trained', async () => {
    const mazes = tinyPlanningExperiment();
    made.push((await store.createRun({ experiment: mazes, name: 'Mazes' })).id);
    await show();
    await choose();
    await expect.element(page.getByText('There is no agent yet that has learned to play Crafter.')).toBeVisible();
    await expect
      .element(page.getByRole('link', { name: 'Train one' }))
      .toHaveAttribute('href', '#/run?preset=dynamic-crafter');
    await picture('steer-trained-none');
  });

  it('says when nothing of it is saved', async () => {
    await stored('Just begun', false);
    await show();
    await choose();
    await expect.element(page.getByText(/nothing is saved yet/)).toBeVisible();
  });
});

describe('an agent of the library', () => {
  it('plays, with its own plans in view, and keeps one that it is given until that is taken back', async () => {
    await stored('An agent');
    await show();
    await choose();
    await until(() => text('.trained').includes('as it was after 12 steps of learning'));
    await until(() => steps() >= 3 && game.session.plan.peek()?.given === false);
    await settled();
    expect(text('.current-plan')).toContain('Its own');
    await userEvent.click(button('Pause'));
    await userEvent.type(page.getByLabelText('Give a plan'), 'collect wood');
    await userEvent.click(button('Give plan'));
    expect(text('.current-plan')).toContain('Given by you');
    await userEvent.click(button('Play'));
    // It has learned nothing and would soon plan at random.
    const given = steps();
    await until(() => steps() >= given + 20);
    expect(text('.current-plan')).toContain('Given by you');
    await userEvent.click(button('Take the plan back'));
    await until(() => text('.current-plan').includes('Its own'));
  });

  it('gives way to a person, goes on from where they left the game, and can be stepped', async () => {
    await stored('An agent');
    await show();
    await choose();
    await until(() => steps() >= 2);
    await userEvent.click(button('Take over'));
    const before = steps();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(steps()).toBe(before + 2);
    await userEvent.click(button('Hand back'));
    expect(text('.episode-log')).toContain('Trained agent took over.');
    await until(() => steps() >= before + 4);
    await userEvent.click(button('Pause'));
    const paused = steps();
    await userEvent.click(button('Step'));
    await until(() => steps() === paused + 1 && !game.running.value);
  });

  it('plays the same in the same world', async () => {
    await stored('An agent');
    const play = async () => {
      await show();
      await choose();
      await until(() => steps() >= 20);
      const episode = game.session.recording.project();
      const walk = Array.from({ length: 20 }, (_, i) => {
        const { scene } = episode.at(i + 1);
        return [scene.x, scene.y, scene.facing, ...scene.inventory];
      });
      current?.unmount();
      forgetGame();
      game = gameOf(SEED, players);
      game.pacer.speed.value = 60;
      return walk;
    };
    const once = await play();
    expect(await play()).toEqual(once);
  });

  it('is the newest that is saved, unless another is chosen; one that is gone says so', async () => {
    const older = await stored('The older');
    await stored('The newer');
    await stored('Just begun', false);
    await show();
    await choose();
    const select = page.getByLabelText('Run', { exact: true });
    await expect.element(select).toHaveDisplayValue('The newer, after 12 steps');
    await until(() => steps() >= 1);
    await store.deleteRun(older);
    await userEvent.selectOptions(select, 'The older, after 12 steps');
    await expect.element(page.getByText(/not in the library any more/)).toBeVisible();
    const stood = steps();
    await userEvent.click(button('Scripted player'));
    await until(() => steps() > stood);
    expect(current?.root.querySelector('.trained')).toBeNull();
  });

  it('is the one that was chosen in the world before', async () => {
    await stored('The older');
    await stored('The newer');
    await show();
    await userEvent.click(button('Trained agent'));
    const select = page.getByLabelText('Run', { exact: true });
    await userEvent.selectOptions(select, 'The older, after 12 steps');
    await userEvent.click(button('Begin again'));
    await expect.element(button('Trained agent')).toHaveAttribute('aria-pressed', 'true');
    await expect.element(select).toHaveDisplayValue('The older, after 12 steps');
  });
});

describe.each([
  { name: 'light', theme: 'light', width: 1280 },
  { name: 'dark', theme: 'dark', width: 1280 },
  { name: 'narrow', theme: 'dark', width: 390 },
] as const)('$name, at $width px', ({ name, theme, width }) => {
  it('has room for the agent', async () => {
    await stored('A planning agent that has learned to play Crafter for a long time');
    await show({ theme, width, height: 1400 });
    await choose();
    await until(() => steps() >= 10 && text('.trained').includes('of learning'));
    game.pause();
    await settled();
    await picture(`steer-trained-${name}`);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
