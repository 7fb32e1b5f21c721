/** A player worker: a `PlayerSession` behind messages. It owns its engine and only reads the store. */
import { Database } from '../store/database.ts';
import { RunStore } from '../store/run-store.ts';
import { engineCatalog } from './engine-catalog.ts';
import { PlayerSession } from './player-session.ts';
import type { PlayerEvent } from './protocol.ts';

const session = new PlayerSession({
  store: new RunStore(new Database()),
  // One sequence at a time is too little work for more than a thread, or for a graphics card.
  createEngine: () => engineCatalog.create({ option: 'wasm' }),
  emit: (event: PlayerEvent) => postMessage(event),
});

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  void session.handle(data);
});
