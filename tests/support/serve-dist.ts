/** Before the end-to-end tests: builds the app if it is not current and serves it; `ESPALIER_URL` tells where. */
import { ensureBuilt } from '../../scripts/build.mjs';
import { findChromium, REMEDY } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';

export default async function setup(): Promise<() => Promise<void>> {
  if (!findChromium()) throw new Error(REMEDY);
  ensureBuilt(console.log);
  const { url, close } = await serve();
  process.env.ESPALIER_URL = url;
  return close;
}
