/** Held-out tasks in the built app: asking for an evaluation, its figures, the other agent on the same tasks. */
import { expect, type Page, test } from '@playwright/test';

const TINY = {
  engine: 'wasm',
  'model.width': 16,
  'model.heads': 2,
  'model.layers': 1,
  'model.hidden': 32,
  'warmStart.tokens': 60_000,
  'warmStart.trees': 8,
  'warmStart.maxDifficulty': 1,
  'training.updates': 0,
  'evaluation.every': 0,
  'evaluation.tasks': 2,
  'evaluation.maxDifficulty': 2,
  'evaluation.descendants': 4,
} as const;

const panel = (page: Page) => page.getByRole('region', { name: 'Held-out tasks' });

async function trainAndAsk(page: Page, preset: string): Promise<void> {
  const settings = Object.entries({ seed: 1, ...TINY }).map(([path, value]) => `${path}=${value}`);
  await page.goto('./');
  await page.goto(`./#/run?preset=${preset}&${settings.join('&')}`);
  await page.getByRole('button', { name: 'Train', exact: true }).first().click();
  await expect(page.locator('.run-status')).toContainText('Done');
  await panel(page).getByRole('button', { name: 'Evaluate now' }).click();
  const form = page.getByRole('form', { name: 'Evaluate now' });
  await form.getByLabel('Hardest').fill('1');
  await form.getByLabel('Tasks', { exact: true }).fill('6');
  await form.getByLabel('Attempts', { exact: true }).fill('3');
  await expect(form.getByText('At 0 all attempts are the same.')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Evaluate' })).toBeDisabled();
  await form.getByLabel('Temperature').fill('1');
  await form.getByLabel('Timed tasks').fill('2');
  await expect(form.getByText('Grows 18 trees.')).toBeVisible();
  await form.getByRole('button', { name: 'Evaluate' }).click();
  await expect(panel(page)).toContainText('6 tasks per difficulty, 3 attempts each');
}

test('is asked for in detail, shown by figure, and compared task by task with the other agent', async ({ page }) => {
  await trainAndAsk(page, 'single-textcraft');
  const timed = panel(page).getByText('How long tasks take');
  await timed.click();
  await expect(panel(page).getByRole('columnheader', { name: 'One after the other' })).toBeVisible();
  await panel(page).getByLabel('Show').selectOption('One attempt and several');
  await expect(panel(page).getByRole('img', { name: /any of 3 attempts: \d+ % at 1/ })).toBeVisible();

  await trainAndAsk(page, 'rao-textcraft');
  await expect(panel(page)).toContainText(/Of 6 tasks both agents solve \d/);
  await panel(page).getByLabel('Show').selectOption('Depth of the trees');
  await expect(panel(page).getByRole('img', { name: /Depth of the trees\. At difficulty 1: / })).toBeVisible();

  // It is stored: after a reload it is still there to be looked at.
  await page.reload();
  await expect(panel(page)).toContainText('Held-out tasks');
  const picker = panel(page).getByRole('combobox', { name: /^Evaluation/ });
  const detailed = picker.getByRole('option', { name: /3 attempts at temperature 1, attempts kept, timed/ });
  await expect(detailed).toHaveCount(1);
  await picker.selectOption(await detailed.getAttribute('value'));
  await expect(panel(page)).toContainText(/Of 6 tasks both agents solve \d/);
});
