/** Who may play beside the person: the scripted player. A trained policy in a worker would be another line here. */
import { Scripted } from './driver.ts';
import type { Offer } from './game.ts';

export function players(): readonly Offer[] {
  return [{ id: 'script', label: 'Scripted player', driver: new Scripted() }];
}
