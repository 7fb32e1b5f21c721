/** A browser's thread for one contestant. */
import { Counters } from './counters.ts';
import { findMaker } from './makers.ts';
import type { Ask } from './protocol.ts';
import { Stand } from './stand.ts';

const counters = new Counters();
counters.install();
const stand = new Stand(counters, findMaker);

addEventListener('message', async ({ data }: MessageEvent<Ask>) => {
  postMessage(await stand.answer(data));
});
