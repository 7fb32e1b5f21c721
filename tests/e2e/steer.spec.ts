/** The Steer screen in the built app: watching, planning, playing, and another world by its address. */
import { expect, type Page, test } from '@playwright/test';

const log = (page: Page) => page.getByRole('region', { name: 'What has happened' });
const plans = (page: Page) => page.getByRole('region', { name: 'Current plan' });
const controls = (page: Page) => page.getByRole('group', { name: 'Controls of the game' });

test('a player is watched, given a plan in words, and follows it', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('link', { name: 'Steer' }).click();
  await expect(page.getByRole('heading', { name: 'Steer', level: 1 })).toBeVisible();
  await page.goto('./#/steer?seed=7');
  await controls(page).getByRole('button', { name: 'Step' }).click();
  await expect(page.getByText('Step 1', { exact: true })).toBeVisible();
  const box = page.getByRole('region', { name: 'Write a plan' });
  await box.getByRole('textbox').fill('collect 1 wod, then place a table');
  await box.getByRole('button', { name: /wood/ }).first().click();
  await box.getByRole('button', { name: 'Give plan' }).click();
  await expect(plans(page)).toContainText('Collect wood');
  await expect(log(page)).toContainText('You gave a plan');
  await controls(page).getByRole('button', { name: 'Play' }).click();
  await expect(log(page)).toContainText('Place table');
});

test('the keys are taken over and handed back', async ({ page }) => {
  await page.goto('./#/steer?seed=7');
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByText('The world waits for your move.')).toBeVisible();
  const game = page.getByLabel(/^The game\./);
  await game.focus();
  await game.press('ArrowLeft');
  await expect(page.getByText('Step 1', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Sleep/ }).click();
  await expect(page.getByText('Step 2', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Hand back' }).click();
  await expect(page.getByRole('button', { name: 'Take over' })).toBeVisible();
});

test('a world is chosen by its number, which stands in the address', async ({ page }) => {
  await page.goto('./#/steer?seed=7');
  await page.getByRole('textbox', { name: 'World' }).fill('12');
  await page.getByRole('button', { name: 'Go there' }).click();
  await expect(page).toHaveURL(/#\/steer\?seed=12$/);
  await expect(page.getByText('Step 0', { exact: true })).toBeVisible();
});

test('a game waits while another screen is in view', async ({ page }) => {
  await page.goto('./#/steer?seed=12');
  await page.getByRole('button', { name: 'Take over' }).click();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('Step 1', { exact: true })).toBeVisible();
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await screens.getByRole('link', { name: 'Library' }).click();
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
  await screens.getByRole('link', { name: 'Steer' }).click();
  await expect(page.getByText('Step 1', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/#\/steer\?seed=12$/);
  await page.keyboard.press('d');
  await expect(page.getByText('Step 2', { exact: true })).toBeVisible();
});
