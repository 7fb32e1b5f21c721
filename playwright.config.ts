/** End-to-end tests: the built app as a person uses it, in one Chromium after the other. */
import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/chromium.mjs';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/support/serve-dist.ts',
  // A run keeps a core or two busy; side by side they would only time each other out.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    // Set by the global setup, before the workers read this file.
    baseURL: process.env.ESPALIER_URL ?? '',
    viewport: { width: 1280, height: 800 },
    launchOptions: launchOptions(),
    // Tests look at and spoil requests, which a service worker would answer before them; offline.spec.ts allows it.
    serviceWorkers: 'block',
    trace: 'off',
  },
});
