/** A browser's thread that measures one case of Crafter, sample by sample. */
import { CrafterRunner } from './crafter-runner.ts';
import type { CrafterAnswer, CrafterAsk } from './protocol.ts';

let runner: CrafterRunner | null = null;

addEventListener('message', ({ data }: MessageEvent<CrafterAsk>) => {
  postMessage(answer(data));
});

function answer(bench: CrafterAsk): CrafterAnswer {
  try {
    runner ??= new CrafterRunner(bench);
    return { sample: runner.sample() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
