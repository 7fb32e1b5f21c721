/**
 * Where the Chromium is that tests and the command line drive, and how it is started. The one place that knows:
 * Vitest, Playwright, `npm test` and `cli/` all ask here. Nothing is installed from this file.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { SetupError } from './install.mjs';

/** Names under which systems install it, best first. */
const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Places outside the search path. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What to do when there is none. */
export const REMEDY = [
  'No Chromium was found. Any one of these helps:',
  '  npx playwright install chromium      (downloads one for this project)',
  '  apt-get install chromium             (Debian, Ubuntu; as root)',
  '  ESPALIER_CHROMIUM=/path/to/chrome    (one that is already there)',
].join('\n');

/**
 * The executable to start: `ESPALIER_CHROMIUM`, else Playwright's own if it was downloaded, else the system's.
 * Throws when `ESPALIER_CHROMIUM` names no file, because then falling back silently would hide a mistake.
 *
 * @returns {string | null} its path, or null when there is none
 */
export function findChromium() {
  const named = process.env.ESPALIER_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new SetupError(`ESPALIER_CHROMIUM names ${named}, and no such file exists. Correct it or unset it.`);
  }
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...candidates, ...PLACES].find((path) => existsSync(path)) ?? null;
}

/**
 * Options for Playwright's `chromium.launch`: headless, WebGPU on (on the software adapter unless `gpu`), and no
 * traffic of the browser's own.
 *
 * @param {{ gpu?: boolean }} [options] `gpu` lets the machine's real adapter answer instead of the software one
 * @returns {{ headless: true, executablePath?: string, args: string[] }}
 */
export function launchOptions({ gpu = false } = {}) {
  const executablePath = findChromium();
  const args = [
    '--enable-unsafe-webgpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-sync',
    '--no-first-run',
    '--no-default-browser-check',
    '--metrics-recording-only',
    // A hidden page must train at full speed.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
  ];
  args.push(...(gpu ? ['--enable-features=Vulkan', '--ignore-gpu-blocklist'] : ['--use-webgpu-adapter=swiftshader']));
  // Chromium refuses its sandbox to root (containers, CI).
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return { headless: true, ...(executablePath ? { executablePath } : {}), args };
}
