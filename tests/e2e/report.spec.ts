/** The evidence: from the gallery to a claim and into an experiment; without a network too; and what fails in words. */
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';

const reported = existsSync('reports/rao.json');
const title = (words: string) => ({ name: words, level: 1 }) as const;

test('is a click away from the gallery, and from everywhere', async ({ page }) => {
  await page.goto('./');
  const evidence = page.getByRole('region', { name: 'Delegating to copies of oneself' }).getByRole('link', {
    name: 'The evidence',
  });
  if (reported) {
    await evidence.click();
    await expect(page).toHaveURL(/#\/report\/rao$/);
  } else await expect(evidence).toHaveCount(0);
  await page.goto('./#/library');
  const link = page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Evidence' });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
  await expect(page).toHaveTitle('Evidence: Recursive agent optimization · Espalier');
  if (!reported) await expect(page.getByText('carries no report')).toBeVisible();
  else
    await expect(page.getByRole('heading', title('What the paper claims, and what small networks do'))).toBeVisible();
});

test('goes from one paper to another', async ({ page }) => {
  await page.goto('./#/report/rao');
  const papers = page.getByRole('navigation', { name: 'Papers' });
  await papers.getByRole('link', { name: 'Dynamic planning' }).click();
  await expect(page).toHaveURL(/#\/report\/dynamic-planning$/);
  await expect(page).toHaveTitle('Evidence: Dynamic planning · Espalier');
  await expect(papers.getByRole('link', { name: 'Dynamic planning' })).toHaveAttribute('aria-current', 'page');
  const screens = page.getByRole('navigation', { name: 'Screens' });
  await expect(screens.getByRole('link', { name: 'Evidence' })).toHaveAttribute('aria-current', 'page');
  if (!existsSync('reports/dynamic-planning.json'))
    await expect(page.getByText('npm run reproduce -- dynamic-planning')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveTitle('Evidence: Recursive agent optimization · Espalier');
});

if (reported) {
  test('goes to a claim, comes back, and opens an experiment', async ({ page }) => {
    // It is in view from the beginning: going back leads to where one has been.
    const claim = 'Learning faster';
    await page.goto('./#/report/rao');
    const contents = page.getByRole('navigation', { name: 'Contents of the report' });
    await contents.getByRole('link', { name: claim }).click();
    await expect(page).toHaveURL(/#\/report\/rao\/efficiency$/);
    await expect(page.getByRole('heading', { name: claim })).toBeInViewport();
    await page.reload();
    await expect(page.getByRole('heading', { name: claim })).toBeInViewport();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();

    await page
      .getByRole('link', { name: /^Open this experiment: / })
      .first()
      .click();
    await expect(page).toHaveURL(/#\/run\?preset=/);
    await expect(page.getByRole('button', { name: 'Train', exact: true }).first()).toBeEnabled();
  });
}

test('says so when it cannot be fetched', async ({ page }) => {
  await page.route(/\/assets\/article-[^/]*\.js/, (route) => route.abort());
  await page.goto('./#/report/rao');
  await expect(page.getByRole('alert')).toContainText('could not be read');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Load the page again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('is read after the first visit', async ({ page, context }) => {
    await page.goto('./');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.goto('./#/report/rao');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(reported ? 'In short' : 'carries no report').first()).toBeVisible();
  });
});
