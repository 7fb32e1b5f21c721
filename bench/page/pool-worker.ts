/** A browser's thread that stands in for a run's: it grows trees on request. */
import { PoolRunner } from './pool-runner.ts';
import type { PoolAnswer, PoolAsk } from './protocol.ts';

let runner: PoolRunner | null = null;
let goOn: (() => void) | null = null;

addEventListener('message', async ({ data }: MessageEvent<PoolAsk>) => {
  try {
    await answer(data);
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
});

async function answer(ask: PoolAsk): Promise<void> {
  switch (ask.kind) {
    case 'open':
      runner = new PoolRunner(ask.bench, ask.workers);
      say({ opened: true });
      return;
    case 'grow':
      say({ sample: await opened().grow() });
      return;
    case 'hold':
      await opened().grow({
        agents: ask.alive,
        reached: () =>
          new Promise((resolve) => {
            goOn = resolve;
            say({ held: true });
          }),
      });
      say({ grown: true });
      return;
    case 'go-on':
      goOn?.();
      return;
    default:
      ask satisfies never;
  }
}

function opened(): PoolRunner {
  if (!runner) throw new Error('No case was opened.');
  return runner;
}

function say(message: PoolAnswer): void {
  postMessage(message);
}
