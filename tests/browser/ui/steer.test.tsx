/** The Steer screen as people use it: watching, taking over, keys and buttons, plans, the end, both themes, 390 px. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ACTIONS } from '../../../src/envs/crafter/rules.ts';
import { Scripted } from '../../../src/ui/steer/driver.ts';
import { forgetGame, gameOf, type Offer, type SteerGame } from '../../../src/ui/steer/game.ts';
import { SteerPage } from '../../../src/ui/steer/steer-page.tsx';
import '../../../src/ui/steer/steer.css';
import { picture, type Stage, settled, stage } from './gallery.tsx';

const SEED = 7;
const others = (): readonly Offer[] => [{ id: 'script', label: 'Scripted player', driver: new Scripted() }];

let current: Stage | null = null;
let game: SteerGame;

beforeEach(() => {
  forgetGame();
  game = gameOf(SEED, others);
});

afterEach(() => {
  current?.unmount();
  current = null;
});

async function show(options: Parameters<typeof stage>[1] = {}): Promise<void> {
  current = await stage(<SteerPage seed={SEED} others={others} />, { width: 1280, ...options });
}
const steps = () => game.session.recording.length;
const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';
const button = (name: string) => page.getByRole('button', { name, exact: true });
/** Lets the clock run until something holds; fails when it never does. */
async function until(holds: () => boolean): Promise<void> {
  for (let frames = 0; frames < 600 && !holds(); frames++) await new Promise(requestAnimationFrame);
  expect(holds()).toBe(true);
}

describe('who plays', () => {
  it('is the script at first, which waits to be started, and can be paused and stepped', async () => {
    await show();
    expect(text('.crafter-clock')).toContain('Step 0');
    await userEvent.click(button('Play'));
    await until(() => steps() >= 2);
    await userEvent.click(button('Pause'));
    const paused = steps();
    await userEvent.click(button('Step'));
    expect(steps()).toBe(paused + 1);
    expect(text('.crafter-clock')).toContain(`Step ${paused + 1}`);
  });

  it('is the person who takes over, until they hand back', async () => {
    await show();
    await userEvent.click(button('Play'));
    await userEvent.click(button('Take over'));
    await settled();
    const before = steps();
    expect(document.activeElement?.className).toBe('steer-stage');
    await userEvent.keyboard('{ArrowLeft}a ');
    expect(steps()).toBe(before + 3);
    expect(text('.who-hint')).toContain('The world waits for your move.');
    await userEvent.click(button('Hand back'));
    await until(() => steps() > before + 3);
    expect(text('.episode-log')).toContain('You took over.');
    expect(text('.episode-log')).toContain('Scripted player took over.');
  });

  it('does not take keys that are meant for something else', async () => {
    await show();
    await userEvent.click(button('Take over'));
    await userEvent.type(page.getByLabelText('Give a plan'), 'wasd');
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(steps()).toBe(0);
  });

  it('repeats what is held, with the keyboard and with a button', async () => {
    await show();
    await userEvent.click(button('Take over'));
    await userEvent.keyboard('{ArrowDown>}');
    await until(() => steps() >= 3);
    await userEvent.keyboard('{/ArrowDown}');
    const after = steps();
    await new Promise(requestAnimationFrame);
    expect(game.running.value).toBe(false);
    await userEvent.click(button('West'));
    expect(steps()).toBe(after + 1);
    await userEvent.click(button('Do'));
    expect(steps()).toBe(after + 2);
    expect(game.holding.value).toBe(false);
  });

  it('has a button for every action', async () => {
    await show();
    await userEvent.click(button('Take over'));
    expect(document.querySelectorAll('.action-pad button')).toHaveLength(ACTIONS.length);
    await userEvent.click(page.getByRole('button', { name: /^Wait/ }));
    expect(steps()).toBe(1);
  });
});

describe('plans', () => {
  it('are typed, understood, given and followed', async () => {
    await show();
    expect(text('.current-plan')).toContain('None yet.');
    await userEvent.type(page.getByLabelText('Give a plan'), 'chop two trees');
    expect(text('.plan-chips')).toContain('collect 2 wood');
    await userEvent.click(button('Give plan'));
    expect(text('.current-plan')).toContain('Collect 2 wood, not reached yet');
    expect(text('.current-plan')).toContain('Given by you, at step 0.');
    game.pacer.speed.value = 60;
    await userEvent.click(button('Play'));
    await until(() => text('.plan-status') === 'Done.');
    expect(text('.current-plan')).toContain('Collect 2 wood, reached');
    expect(text('.episode-log')).toContain('Your plan is done.');
  });

  it('mark what is not understood, and offer what could be meant', async () => {
    await show();
    await userEvent.type(page.getByLabelText('Give a plan'), 'collect wod');
    expect(text('.plan-marked mark')).toBe('wod');
    await expect.element(button('Give plan')).toBeDisabled();
    await userEvent.click(button('wood'));
    expect(text('.plan-chips')).toContain('collect wood');
    await expect.element(button('Give plan')).toBeEnabled();
  });

  it('are put together from pickers, and taken apart', async () => {
    await show();
    await userEvent.selectOptions(page.getByLabelText('Goal', { exact: true }), 'collect_stone');
    await userEvent.selectOptions(page.getByLabelText('Times'), '3');
    await userEvent.selectOptions(page.getByLabelText('Where'), 'north-east');
    await userEvent.click(button('Add'));
    await userEvent.selectOptions(page.getByLabelText('Goal', { exact: true }), 'explore');
    await userEvent.click(button('Add'));
    expect(game.draft.value).toBe('Collect 3 stone to the north-east, then explore to the north-east.');
    await userEvent.click(page.getByRole('button', { name: 'Leave out: collect 3 stone to the north-east' }));
    expect(game.draft.value).toBe('Explore to the north-east.');
  });

  it('can be taken back', async () => {
    await show();
    await userEvent.click(button('Drink water, then eat a cow.'));
    await userEvent.click(button('Give plan'));
    await userEvent.click(button('Take the plan back'));
    expect(text('.current-plan')).toContain('None yet.');
    // From now on it makes its own again.
    await userEvent.click(button('Step'));
    expect(text('.current-plan')).toContain('Its own, 1 step ago');
  });
});

describe('the end', () => {
  it('is told, and the episode can be watched again', async () => {
    await show();
    await userEvent.click(button('Take over'));
    const noop = ACTIONS.indexOf('noop');
    for (let i = 0; i < 2000 && game.session.ending.value === null; i++) game.press(noop, false);
    await settled();
    expect(text('.after')).toMatch(/\d+ of 22 achievements in \d+ steps/);
    const length = steps();
    await userEvent.click(button('Watch again'));
    await until(() => (game.playback.value?.step.value ?? 0) > 0);
    const slider = page.getByRole('slider', { name: 'Step of the recording' });
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    expect(text('.crafter-clock')).toContain(`Step ${length}`);
    await userEvent.keyboard('{ArrowLeft}');
    expect(text('.crafter-clock')).toContain(`Step ${length - 1}`);
    await userEvent.click(button('One step back'));
    await expect.element(slider).toHaveAttribute('aria-valuetext', `step ${length - 2} of ${length}`);
    await userEvent.click(button('Back to the game'));
    expect(text('.after')).toContain('achievements');
    await userEvent.click(button('Same world'));
    expect(text('.crafter-clock')).toContain('Step 0');
  });
});

describe('the game in words', () => {
  it('is there on request, and read aloud on request only', async () => {
    await show();
    expect(text('.scene-words')).toBe('');
    await userEvent.click(page.getByText('The game in words'));
    expect(text('.scene-words')).toContain('You see:');
    expect(text('.scene-words')).toContain('- health: 9/9');
    expect(current?.root.querySelector('.scene-words [aria-live]')?.getAttribute('aria-live')).toBe('off');
    await userEvent.click(page.getByLabelText('Let a screen reader say it when it changes'));
    expect(current?.root.querySelector('.scene-words [aria-live]')?.getAttribute('aria-live')).toBe('polite');
  });
});

describe.each([
  { name: 'light', theme: 'light', width: 1280 },
  { name: 'dark', theme: 'dark', width: 1280 },
  { name: 'narrow', theme: 'dark', width: 390 },
] as const)('$name, at $width px', ({ name, theme, width }) => {
  it('has room for everything', async () => {
    await show({ theme, width, height: 1400 });
    for (let i = 0; i < 40; i++) game.stepOnce();
    if (name !== 'light') game.handTo('you');
    game.draft.value = 'collect wood and fly';
    await settled();
    await picture(`steer-${name}`);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});
