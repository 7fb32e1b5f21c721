/** The table of contents: every claim with its outcome. Its links are addresses, so that each can be shared. */
import type { PaperId } from '../../experiments/reproduction/paper.ts';
import type { Section } from '../../experiments/reproduction/section.ts';
import { reportAddress } from './address.ts';
import { VERDICT_WORDS } from './overview.ts';
import { VerdictGlyph } from './verdict.tsx';

/** Id of the heading of a part. */
export function anchorOf(part: string): string {
  return `report-${part}`;
}

/** Brings a part into view, and the keyboard with it. */
export function arriveAt(part: string): void {
  const heading = document.getElementById(anchorOf(part));
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
}

export function Contents({ paper, sections }: { paper: PaperId; sections: readonly Section[] }) {
  return (
    <nav class="contents" aria-label="Contents of the report">
      <ol>
        <Entry paper={paper} part="overview">
          In short
        </Entry>
        {sections.map(({ id, title, verdict }) => (
          <Entry key={id} paper={paper} part={id} verdict={verdict}>
            {title}
          </Entry>
        ))}
        <Entry paper={paper} part="experiments">
          The experiments
        </Entry>
      </ol>
    </nav>
  );
}

interface EntryProps {
  readonly paper: PaperId;
  readonly part: string;
  readonly verdict?: Section['verdict'];
  readonly children: string;
}

function Entry({ paper, part, verdict, children }: EntryProps) {
  const address = reportAddress(paper, part);
  // An address that changes is followed by the article; one that does not brings nobody anywhere.
  const again = () => window.location.hash === address && arriveAt(part);
  return (
    <li>
      <a href={address} onClick={again}>
        {verdict && <VerdictGlyph outcome={verdict} />}
        <span>
          {children}
          {verdict && <span class="visually-hidden">: {VERDICT_WORDS[verdict]}</span>}
        </span>
      </a>
    </li>
  );
}
