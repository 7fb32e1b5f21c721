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
const script = (): Offer => ({ id: 'script', label: 'Scripted player', driver: new Scripted(), anew: script });
const others = (): readonly Offer[] => [script()];

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
/** Shows a game that has come to its end, with the person at the keys. */
async function showEnd(): Promise<void> {
  await show();
  await userEvent.click(button('Take over'));
  const noop = ACTIONS.indexOf('noop');
  for (let i = 0; i < 2000 && game.session.end.value === null; i++) game.press(noop, false);
  await settled();
}
const steps = () => game.session.recording.length;
const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';
const button = (name: string) => page.getByRole('button', { name, exact: true });
const status = () => current?.root.querySelector('[role="status"]') as HTMLElement;
const focused = () => document.activeElement;
const onStage = () => focused()?.className === 'steer-stage';
const field = () => page.getByLabelText('Give a plan').element();
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
    expect(onStage()).toBe(true);
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(steps()).toBe(0);
    await userEvent.keyboard('a');
    expect(steps()).toBe(1);
    await userEvent.type(page.getByLabelText('Give a plan'), 'wasd ');
    await userEvent.type(page.getByLabelText('World', { exact: true }), '12');
    await userEvent.selectOptions(page.getByLabelText('Goal', { exact: true }), 'collect_stone');
    await userEvent.keyboard('{ArrowDown}');
    expect(steps()).toBe(1);
  });

  it('takes keys after a click anywhere, but for those of what was clicked', async () => {
    await show();
    await userEvent.click(button('Take over'));
    await userEvent.click(button('Let time run'));
    await userEvent.keyboard(' ');
    expect(game.playing.value).toBe(false);
    const before = steps();
    await userEvent.keyboard('{ArrowLeft}a');
    expect(steps()).toBe(before + 2);
    const speed = page.getByRole('slider', { name: 'Speed' }).element() as HTMLInputElement;
    speed.focus();
    const { value } = speed;
    await userEvent.keyboard('{ArrowRight}');
    expect(Number(speed.value)).toBe(Number(value) + 1);
    expect(steps()).toBe(before + 2);
    await userEvent.keyboard('d');
    expect(steps()).toBe(before + 3);
  });

  it('is not toggled over and over by a space bar that is held', async () => {
    await show();
    await userEvent.click(current?.root.querySelector('.steer-stage .crafter-clock') as Element);
    expect(onStage()).toBe(true);
    const press = (repeat: boolean) =>
      focused()?.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true, repeat }));
    expect(press(false)).toBe(false);
    expect(press(true)).toBe(false);
    expect(game.playing.value).toBe(true);
  });

  it('can be looked through by keyboard, and is changed by nothing but a choice', async () => {
    await show();
    (button('Scripted player').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{Tab}');
    expect(focused()).toBe(button('You').element());
    expect(game.session.driver.value).toBe('script');
    await userEvent.keyboard('{Enter}');
    expect(game.session.driver.value).toBe('you');
    expect(onStage()).toBe(true);
    await userEvent.click(button('Scripted player'));
    expect(focused()).toBe(button('Scripted player').element());
    expect(game.running.value).toBe(false);
    await userEvent.click(button('Take over'));
    await userEvent.click(button('Hand back'));
    expect(onStage()).toBe(true);
    expect(game.playing.value).toBe(true);
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

  it('keep the keyboard where they are written, whatever goes away', async () => {
    await show();
    await userEvent.click(button('Take over'));
    await userEvent.click(button('Drink water, then eat a cow.'));
    expect(focused()).toBe(field());
    await userEvent.click(page.getByRole('button', { name: 'Leave out: drink water' }));
    expect(focused()).toBe(field());
    await userEvent.click(button('Give plan'));
    expect(focused()).toBe(field());
    await userEvent.keyboard('collect wod');
    expect(steps()).toBe(0);
    await userEvent.click(button('wood'));
    expect(focused()).toBe(field());
    await userEvent.click(button('Take the plan back'));
    expect(focused()).toBe(field());
    // A plan has room for four.
    for (let i = 0; i < 2; i++) await userEvent.click(button('Add'));
    expect(focused()).toBe(button('Add').element());
    await userEvent.click(button('Add'));
    expect(focused()).toBe(field());
  });

  it('are told to people who do not see them, with what comes of them', async () => {
    await show();
    const region = status();
    await userEvent.type(page.getByLabelText('Give a plan'), 'collect wod');
    await expect.element(region).toHaveTextContent('wod');
    await userEvent.type(page.getByLabelText('Give a plan'), '{Backspace}od');
    await expect.element(region).toHaveTextContent(/^$/);
    await userEvent.click(button('Give plan'));
    await userEvent.click(button('Take the plan back'));
    await userEvent.click(button('Take over'));
    await userEvent.click(button('Hand back'));
    expect([...region.children].map(({ textContent }) => textContent)).toEqual([
      'You gave a plan: Collect wood.',
      'You took the plan back.',
      'You took over.',
      'Scripted player took over.',
    ]);
    const [first] = region.children;
    game.pacer.speed.value = 60;
    await until(() => region.textContent?.includes('Achievement: ') === true);
    // What was told stays as it is, for not to be told again.
    expect(region.contains(first as Element)).toBe(true);
    expect(status()).toBe(region);
  });
});

describe('the end', () => {
  it('is told, and the episode can be watched again', async () => {
    await showEnd();
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
    expect(onStage()).toBe(true);
    await userEvent.click(button('Same world'));
    expect(text('.crafter-clock')).toContain('Step 0');
    expect(onStage()).toBe(true);
  });

  it('is told to people who do not see it, and stays as it was', async () => {
    await showEnd();
    const verdict = text('.after h2');
    expect(verdict).toMatch(/\byou\b/i);
    expect(status().textContent).toContain(verdict);
    for (const name of ['Scripted player', 'You', 'Hand back']) await expect.element(button(name)).toBeDisabled();
    game.handTo('script');
    game.press(0, true);
    await userEvent.click(button('Watch again'));
    await userEvent.click(button('Back to the game'));
    expect(text('.after h2')).toBe(verdict);
    expect(game.running.value).toBe(false);
  });

  it('is watched again with the keys of the game', async () => {
    await showEnd();
    await userEvent.click(button('Watch again'));
    expect(onStage()).toBe(true);
    const playback = game.playback.value!;
    await userEvent.keyboard(' ');
    expect(playback.playing.value).toBe(false);
    const at = playback.step.value;
    await userEvent.keyboard('.');
    expect(playback.step.value).toBe(at + 1);
    await userEvent.keyboard(' ');
    expect(playback.playing.value).toBe(true);
  });
});

describe('another screen, or another world', () => {
  it('leaves the game as it is for whoever comes back without a seed', async () => {
    game = gameOf(1234, others);
    current = await stage(<SteerPage seed={1234} others={others} />);
    for (let i = 0; i < 3; i++) await userEvent.click(button('Step'));
    game.watchAgain();
    current.unmount();
    await until(() => game.playback.value?.playing.value === false);
    current = await stage(<SteerPage seed={null} others={others} />);
    await userEvent.click(button('Back to the game'));
    expect(text('.crafter-clock')).toContain('Step 3');
    await expect.element(page.getByLabelText('World', { exact: true })).toHaveValue('1234');
    expect(window.location.hash).toBe('#/steer?seed=1234');
    await userEvent.click(button('Begin again'));
    expect(text('.crafter-clock')).toContain('Step 0');
    await expect.element(page.getByLabelText('World', { exact: true })).toHaveValue('1234');
  });

  it('begins as the last one was set up, with the keyboard on the game', async () => {
    await show();
    await userEvent.click(button('Take over'));
    game.pacer.speed.value = 30;
    await userEvent.type(page.getByLabelText('Give a plan'), 'collect wood');
    await current?.rerender(<SteerPage seed={12} others={others} />);
    expect(onStage()).toBe(true);
    await expect.element(button('You')).toHaveAttribute('aria-pressed', 'true');
    await expect.element(page.getByLabelText('Give a plan')).toHaveValue('collect wood');
    expect(text('.crafter-speed output')).toBe('30 steps a second');
    await userEvent.keyboard('a');
    expect(text('.crafter-clock')).toContain('Step 1');
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
