/**
 * The built app as a person uses it: train, watch, leave, come back, keep, delete; and what it says when the address,
 * the settings, a file or the browser will not do. Assertions are about words on the screen, never about time.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

/** A network and a batch so small that a step takes milliseconds. */
const TINY = {
  engine: 'wasm',
  'model.width': 16,
  'model.heads': 2,
  'model.layers': 1,
  'model.hidden': 32,
  'warmStart.tokens': 2000,
  'warmStart.trees': 8,
  'training.tasks': 2,
  'training.trees': 2,
  'training.minDifficulty': 1,
  'training.maxDifficulty': 2,
  'evaluation.every': 0,
  'evaluation.tasks': 2,
  checkpointEvery: 1,
} as const;

function address(changes: Record<string, string | number> = {}): string {
  const parameters = Object.entries({ seed: 1, ...TINY, ...changes }).map(([path, value]) => `${path}=${value}`);
  return `./#/run?preset=rao-textcraft&${parameters.join('&')}`;
}

const status = (page: Page) => page.locator('.run-status');
const train = (page: Page) => page.getByRole('button', { name: 'Train', exact: true }).first();
const row = (page: Page, name: string) => page.getByRole('listitem', { name });

/** The step that the charts have come to. */
async function stepShown(page: Page): Promise<number> {
  const text = (await page.locator('.charts header .eyebrow').textContent()) ?? '';
  return Number(/step (\d+)/.exec(text)?.[1] ?? 0);
}

/** Runs the tiny experiment to its end. */
async function trainToTheEnd(page: Page, changes: Record<string, string | number> = {}): Promise<void> {
  await page.goto(address({ 'training.updates': 2, ...changes }));
  await train(page).click();
  await expect(status(page)).toContainText('Done');
}

/** Spoils something in every worker before its own code runs; pages are spoilt by `addInitScript`. */
async function inWorkers(page: Page, code: string): Promise<void> {
  await page.route(/\.worker[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code};\n${await response.text()}` });
  });
}

test.describe('a run', () => {
  test('is trained from the gallery in one click', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('learn to delegate');
    await train(page).first().click();
    await expect(page).toHaveURL(/#\/run\/[0-9a-f]+\?preset=rao-textcraft&seed=1$/);
    await expect(status(page)).toContainText('Running');
    await expect(page.getByRole('tree', { name: /Delegation tree/ })).toBeVisible();
    await expect.poll(() => stepShown(page)).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(status(page)).toContainText('Paused');
  });

  test('moves, pauses, steps, and goes on after a reload', async ({ page }) => {
    await page.goto(address({ 'training.updates': 5000, 'training.tokens': 100_000_000 }));
    await train(page).click();
    await expect.poll(() => stepShown(page)).toBeGreaterThan(2);
    const before = await stepShown(page);
    await expect.poll(() => stepShown(page)).toBeGreaterThan(before);

    const url = page.url();
    await page.reload();
    expect(page.url()).toBe(url);
    await expect(status(page)).toContainText('Running');
    await expect.poll(() => stepShown(page)).toBeGreaterThan(before);

    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(status(page)).toContainText('Paused');
    const paused = await stepShown(page);
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await expect.poll(() => stepShown(page)).toBe(paused + 1);
    await expect(status(page)).toContainText('Paused');

    // What was paused stays paused.
    await page.reload();
    await expect(status(page)).toContainText('Paused');
    await expect.poll(() => stepShown(page)).toBe(paused + 1);
  });

  test('takes changed settings midway, or starts again with them', async ({ page }) => {
    await page.goto(address({ 'training.updates': 5000, 'training.tokens': 100_000_000 }));
    await train(page).click();
    await expect.poll(() => stepShown(page)).toBeGreaterThan(2);
    const first = page.url();
    const step = await stepShown(page);

    const lambda = page.getByLabel('Delegation bonus λ');
    await lambda.fill('lots');
    await expect(page.locator('.field-problem')).toContainText('Write a number');
    await expect(page.getByRole('button', { name: 'Apply and continue' })).toBeDisabled();
    await lambda.fill('0.4');
    await page.getByRole('button', { name: 'Apply and continue' }).click();
    await expect(page).toHaveURL(/training\.lambda=0\.4/);
    expect(page.url().split('?')[0]).toBe(first.split('?')[0]);
    await expect(status(page)).toContainText('Running');
    await expect.poll(() => stepShown(page)).toBeGreaterThan(step);

    await page.getByLabel('Delegation', { exact: true }).uncheck();
    await expect(page.getByRole('button', { name: 'Apply and continue' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Apply and reset' }).click();
    await expect(page).toHaveURL(/agent\.delegation=false/);
    expect(page.url().split('?')[0]).not.toBe(first.split('?')[0]);
    await expect(status(page)).toContainText('Running');
  });

  test('can be read token by token once a tree is finished', async ({ page }) => {
    await trainToTheEnd(page);
    await page.getByRole('button', { name: 'Earlier' }).click();
    await expect(page.locator('.picker-place')).toContainText(' of ');
    await expect(page.getByRole('heading', { name: 'What the agent read and wrote' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Its world' })).toBeVisible();
    await expect(page.getByText('Recipe book', { exact: false }).first()).toBeVisible();
    await page.getByRole('slider', { name: 'Moment of the replay' }).press('Home');
    await expect(page.getByText('At the start: 1 thinking')).toBeVisible();
    await expect(page.getByRole('img', { name: /^Success by difficulty/ })).toBeVisible();
  });
});

test('the library: rename, export, delete, import, open', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-app-'));
  try {
    await trainToTheEnd(page);
    await page.goto('./#/library');
    const name = 'Recursive agent on TextCraft';
    await row(page, name).getByRole('button', { name: 'Rename' }).click();
    await page.getByLabel('New name of the run').fill('My first tree');
    await page.keyboard.press('Enter');
    const run = row(page, 'My first tree');
    await expect(run).toContainText('Done after');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      run.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('my-first-tree-seed-1.zip');
    const zip = join(folder, 'run.zip');
    await download.saveAs(zip);

    const [table] = await Promise.all([
      page.waitForEvent('download'),
      run.getByRole('button', { name: 'Metrics' }).click(),
    ]);
    expect(table.suggestedFilename()).toBe('my-first-tree-seed-1.csv');

    await run.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Keep' }).click();
    await expect(run).toBeVisible();
    await run.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await expect(page.getByText('No runs yet.')).toBeVisible();
    await page.reload();
    await expect(page.getByText('No runs yet.')).toBeVisible();

    await page.getByLabel('Exported run, a zip file').setInputFiles(zip);
    await expect(page.getByText('“My first tree” was imported.')).toBeVisible();
    await run.getByRole('button', { name: 'Open' }).click();
    await expect(status(page)).toContainText('Done');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('My first tree');
    await expect(page.getByRole('img', { name: /^Success by difficulty/ })).toBeVisible();
    expect(await stepShown(page)).toBeGreaterThan(2);

    const other = join(folder, 'other.zip');
    writeFileSync(other, 'This is not a zip at all.');
    await page.goto('./#/library');
    await page.getByLabel('Exported run, a zip file').setInputFiles(other);
    await expect(page.getByRole('alert')).toContainText(/zip/i);
    await expect(run).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.describe('what will not do is said in words', () => {
  test('an address with mistakes falls back to the preset', async ({ page }) => {
    await page.goto('./#/run?preset=nope&seed=7&training.lamda=1&training.trees=1&name=%E0%A4%A');
    const alert = page.getByRole('alert').first();
    await expect(alert).toContainText('preset is "nope"');
    await expect(alert).toContainText('Did you mean training.lambda?');
    await expect(alert).toContainText('training.trees is 1');
    await expect(alert).toContainText('not proper URL text');
    await expect(page).toHaveURL(/preset=rao-textcraft&seed=7$/);
    await expect(train(page)).toBeEnabled();
  });

  test('an address of nothing leads back', async ({ page }) => {
    await page.goto('./#/nowhere');
    await expect(page.getByText('There is nothing at this address.')).toBeVisible();
    await page.getByRole('link', { name: 'Go to the gallery' }).click();
    await expect(train(page).first()).toBeVisible();
  });

  test('a run of another browser is offered as a new one', async ({ page }) => {
    await page.goto('./#/run/0123456789abcdef?preset=rao-textcraft&seed=3');
    await expect(page.getByText('is not in this browser')).toBeVisible();
    await expect(train(page)).toBeEnabled();
  });

  test('an impossible configuration does not start, and says what to change', async ({ page }) => {
    await page.goto('./#/run?model.context=8&model.heads=3&training.maxDifficulty=30');
    await expect(train(page)).toBeDisabled();
    const alert = page.getByRole('alert').first();
    await expect(alert).toContainText('Raise the context window to');
    await expect(alert).toContainText('With this width choose 1, 2, 4, 8, 16 heads.');
    await expect(alert).toContainText('training.maxDifficulty is 30');
    await page.getByRole('textbox', { name: 'Context window' }).fill('64');
    await page.getByRole('textbox', { name: 'Heads' }).fill('4');
    await page.getByRole('textbox', { name: 'Hardest task', exact: true }).first().fill('3');
    await expect(train(page)).toBeEnabled();
  });

  test('refused storage: training goes on, unsaved', async ({ page }) => {
    const refuse =
      'Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("denied", "SecurityError"); } })';
    await page.addInitScript(refuse);
    await inWorkers(page, refuse);
    await page.goto('./#/library');
    await expect(page.getByRole('alert')).toContainText('The stored runs cannot be reached.');
    await trainToTheEnd(page);
    await expect(page.locator('.notice.warning')).toContainText(/sav|stor/i);
    expect(await stepShown(page)).toBeGreaterThan(2);
  });

  test('no WebGPU: another engine computes, and the page says so', async ({ page }) => {
    await inWorkers(page, 'Object.defineProperty(navigator, "gpu", { value: undefined })');
    await trainToTheEnd(page, { engine: 'auto' });
    await expect(page.locator('.engine')).toContainText('WebGPU is not available here.');
  });

  test('the engines are measured once, with their figures on the screen, and again on request', async ({ page }) => {
    await inWorkers(page, 'Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 })');
    await trainToTheEnd(page, { engine: 'auto' });
    const engine = page.locator('.engine');
    await expect(engine.locator('summary')).toContainText(/WASM [\d.]+ ms, WASM with 2 threads [\d.]+ ms/);
    await expect(engine).toContainText('measured just now');
    await trainToTheEnd(page, { engine: 'auto', seed: 2 });
    await expect(engine).toContainText(/measured on \d+ \w+ \d{4}/);
    await engine.locator('summary').click();
    await page.getByRole('button', { name: 'Measure again' }).click();
    await expect(engine).toContainText('measured just now');
    await expect(status(page)).toContainText('Done');
  });

  test('an engine that cannot run stops the run with a way out', async ({ page }) => {
    await inWorkers(page, 'Object.defineProperty(navigator, "gpu", { value: undefined })');
    await page.goto(address({ engine: 'webgpu', 'training.updates': 2 }));
    await train(page).click();
    await expect(status(page)).toContainText('Failed');
    await expect(page.getByRole('alert').first()).toContainText('cannot run here');
    await page.getByRole('button', { name: 'Start again and let Espalier choose the engine' }).click();
    await expect(status(page)).toContainText('Done');
  });
});

test('the keyboard alone is enough', async ({ page }) => {
  await page.goto(address({ 'training.updates': 5000, 'training.tokens': 100_000_000 }));
  await expect(train(page)).toBeVisible();
  const focusOn = async (name: string) => {
    const focused = page.locator(':focus');
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused.count()) > 0 && (await focused.first().textContent())?.trim() === name) return;
    }
    throw new Error(`Tab never comes to "${name}".`);
  };
  await focusOn('Train');
  await page.keyboard.press('Enter');
  await expect(status(page)).toContainText('Running');
  await focusOn('Pause');
  await page.keyboard.press('Space');
  await expect(status(page)).toContainText('Paused');
});

test('a lesson can hide knobs by the address', async ({ page }) => {
  await page.goto('./#/run?seed=1&training.lambda_hide=true&model.width_hide=true');
  await expect(page.getByLabel('Tasks per update')).toBeVisible();
  await expect(page.getByLabel('Delegation bonus λ')).toHaveCount(0);
  await expect(page).toHaveURL(/training\.lambda_hide=true/);
});

test('nothing is wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const place of ['./', './#/library', './#/run']) {
    await page.goto(place);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, place).toBeLessThanOrEqual(0);
  }
  await trainToTheEnd(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'the run screen').toBeLessThanOrEqual(0);
});

test('another screen is shown from its top', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(address());
  await page.getByText('Run and machine').scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(300);
  await page.evaluate(() => {
    window.location.hash = '#/run?preset=nope&seed=abc';
  });
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
});
