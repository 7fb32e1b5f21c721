/** The papers whose claims are examined: the way from one's report to another's. */
import type { PaperId } from '../../experiments/reproduction/paper.ts';
import { METHODS } from '../gallery/methods.ts';
import { reportAddress } from './address.ts';

export function PaperLinks({ current }: { current: PaperId }) {
  return (
    <nav class="paper-links" aria-label="Papers">
      {METHODS.map(({ id, name }) => (
        <a key={id} href={reportAddress(id)} aria-current={id === current ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
