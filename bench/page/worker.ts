/** A browser's thread for one contestant. */
import { Counters } from './counters.ts';
import { findMaker } from './makers.ts';
import type { Answer, Ask } from './protocol.ts';
import { Stand } from './stand.ts';

const counters = new Counters();
counters.install();
const stand = new Stand(counters, findMaker);

addEventListener('message', async ({ data }: MessageEvent<Ask>) => {
  postMessage(await answer(data));
});

async function answer(ask: Ask): Promise<Answer> {
  try {
    return { value: await stand.answer(ask) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
