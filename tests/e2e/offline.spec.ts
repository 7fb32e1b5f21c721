/** After the first visit the app needs no network: it opens, trains and keeps its runs. */
import { expect, test } from '@playwright/test';

test.use({ serviceWorkers: 'allow' });

test('opens and trains without a network after the first visit', async ({ page, context }) => {
  await page.goto('./');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  // The server is out of reach, or this would prove nothing.
  await expect(page.evaluate(() => fetch('./not-kept').then((response) => response.status))).rejects.toThrow();

  await page.goto(
    './#/run?preset=rao-textcraft&seed=1&engine=wasm&model.width=16&model.layers=1&model.heads=2&model.hidden=32' +
      '&warmStart.tokens=2000&training.updates=2&training.tasks=2&training.trees=2&evaluation.tasks=2' +
      '&evaluation.descendants=4&agent.turns=4',
  );
  await page.reload();
  await page.getByRole('button', { name: 'Train', exact: true }).first().click();
  await expect(page.locator('.run-status')).toContainText('Done');
  await page.goto('./#/library');
  await page.reload();
  await expect(page.getByRole('listitem', { name: 'Recursive agent on TextCraft' })).toBeVisible();
});

test('keeps every file of the build, and nothing of the command line', async ({ page, request }) => {
  const worker = await (await request.get('./service-worker.js')).text();
  const files: string[] = JSON.parse(/const FILES = (\[.*?\]);/.exec(worker)?.[1] ?? 'null');
  expect(files).toContain('./index.html');
  expect(files.some((file) => /agent\.worker/.test(file))).toBe(true);
  expect(files.some((file) => /kernels.*\.wasm/.test(file))).toBe(true);
  expect(files.filter((file) => file.includes('headless'))).toEqual([]);
  await page.goto('./');
  for (const file of files) expect((await request.get(file)).ok(), file).toBe(true);
});
