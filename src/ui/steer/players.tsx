/** Who may play beside the person: the scripted player, and the agents of the library's runs. */
import { Scripted } from './driver.ts';
import type { Offer } from './game.ts';
import { Trained } from './trained.ts';
import { TrainedPanel } from './trained-panel.tsx';

export function players(): readonly Offer[] {
  return [scripted(), trained(null)];
}

function scripted(): Offer {
  return { id: 'script', label: 'Scripted player', driver: new Scripted(), anew: scripted };
}

/** `run` is the one that was chosen in the game before; null when none was. */
function trained(run: string | null): Offer {
  const agent = new Trained();
  if (run !== null) agent.choose(run);
  return {
    id: 'trained',
    label: 'Trained agent',
    driver: agent,
    panel: () => <TrainedPanel agent={agent} />,
    anew: () => trained(agent.run.peek()),
  };
}
