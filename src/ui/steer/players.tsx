/** Who may play beside the person: the scripted player, and the agents of the library's runs. */
import { Scripted } from './driver.ts';
import type { Offer } from './game.ts';
import { Trained } from './trained.ts';
import { TrainedPanel } from './trained-panel.tsx';

export function players(): readonly Offer[] {
  const trained = new Trained();
  return [
    { id: 'script', label: 'Scripted player', driver: new Scripted() },
    { id: 'trained', label: 'Trained agent', driver: trained, panel: () => <TrainedPanel agent={trained} /> },
  ];
}
