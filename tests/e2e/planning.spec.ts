/** Runs of planning agents in the built app: from the gallery to the episode, its replay, held-out episodes and the library. */
import { expect, type Page, test } from '@playwright/test';

/** A network and a batch so small that a step takes milliseconds. */
const TINY = {
  engine: 'wasm',
  'model.width': 16,
  'model.heads': 2,
  'model.layers': 1,
  'model.hidden': 32,
  'warmStart.tokens': 20_000,
  'warmStart.windows': 32,
  'warmStart.episodes': 32,
  'training.updates': 3,
  'training.agents': 8,
  'evaluation.every': 2,
  'evaluation.warmStartEvery': 0,
  'evaluation.episodes': 4,
  'evaluation.minDifficulty': 0,
  'evaluation.maxDifficulty': 1,
} as const;

const status = (page: Page) => page.locator('.run-status');
const episode = (page: Page) => page.getByRole('region', { name: 'Episode', exact: true });
const heldOut = (page: Page) => page.getByRole('region', { name: 'Held-out episodes' });

/** Trains the tiny version of a preset to its end. */
async function train(page: Page, preset: string): Promise<void> {
  const settings = Object.entries({ seed: 1, ...TINY }).map(([path, value]) => `${path}=${value}`);
  await page.goto('./');
  await page.goto(`./#/run?preset=${preset}&${settings.join('&')}`);
  await page.getByRole('button', { name: 'Train', exact: true }).first().click();
  await expect(status(page)).toContainText('Done');
}

test('the gallery introduces planning, and starts a run whose words are its own', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Learning when to plan' }).click();
  const method = page.getByRole('region', { name: 'Learning when to plan' });
  await expect(method).toBeInViewport();
  await method.getByRole('button', { name: 'Train', exact: true }).first().click();
  await expect(page).toHaveURL(/#\/run\/[0-9a-f]+\?preset=dynamic-pogs&seed=1$/);
  await expect(status(page)).toContainText('Priming, step');
  await expect(episode(page)).toContainText(/(live|last seen) · step 0 · evaluation/);
  await expect(page.locator('.charts')).toContainText('Imitation loss');
  await expect(page.getByRole('main')).not.toContainText(/recursive|sub-agent/i);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status(page)).toContainText('Paused');
});

test('an episode is replayed step by step, also after a reload', async ({ page }) => {
  await train(page, 'dynamic-pogs');
  await expect(episode(page)).toContainText('last seen · step');
  await episode(page).getByRole('button', { name: 'Replay the newest one' }).click();
  const slider = episode(page).getByRole('slider', { name: 'Moment of the replay' });
  await slider.press('Home');
  await expect(episode(page)).toContainText(/Before the first of \d+ steps\./);
  await slider.press('ArrowRight');
  await expect(episode(page)).toContainText(/Step 1 of \d+: /);
  await expect(episode(page).getByRole('img', { name: /^Timeline of \d+ steps?\./ })).toBeVisible();

  await page.reload();
  await expect(episode(page)).toContainText(/evaluation · difficulty 1 · \d+ steps?/);
  await expect(heldOut(page)).toContainText('Score');
});

test('held-out episodes are evaluated on request, and held against agents that plan at other times', async ({
  page,
}) => {
  await train(page, 'never-pogs');
  await expect(heldOut(page)).toContainText('Train a baseline with the same settings');
  await train(page, 'dynamic-pogs');
  await heldOut(page).getByRole('button', { name: 'Evaluate now' }).click();
  const form = page.getByRole('form', { name: 'Evaluate now' });
  await form.getByLabel('Hardest').fill('0');
  await form.getByLabel('Episodes', { exact: true }).fill('6');
  await expect(form.getByText('Plays 6 episodes.')).toBeVisible();
  await form.getByRole('button', { name: 'Evaluate' }).click();
  await expect(heldOut(page)).toContainText('6 episodes at temperature 1');
  const agents = heldOut(page).getByRole('table').first();
  await expect(agents.getByRole('row').nth(1)).toContainText('never plans');
  await expect(agents.getByRole('row').nth(2)).toContainText('plans when it decides to');
  await expect(heldOut(page)).toContainText('What counts is what all were evaluated on: difficulty 0.');

  await page.getByRole('link', { name: 'Library' }).click();
  const row = page.getByRole('listitem', { name: 'Planning agent on graph search' });
  await expect(row).toContainText('plans when it decides to');
  await expect(row).not.toContainText('tree');
});
