/** The table of contents: every claim with its outcome. Its links are addresses, so that each can be shared. */
import type { Section } from '../../experiments/reproduction/section.ts';
import { VERDICT_WORDS } from './overview.ts';
import { VerdictGlyph } from './verdict.tsx';

/** Id of the heading of a part. */
export function anchorOf(part: string): string {
  return `report-${part}`;
}

export function Contents({ sections }: { sections: readonly Section[] }) {
  return (
    <nav class="contents" aria-label="Contents of the report">
      <ol>
        <Entry part="overview">In short</Entry>
        {sections.map(({ id, title, verdict }) => (
          <Entry key={id} part={id} verdict={verdict}>
            {title}
          </Entry>
        ))}
        <Entry part="experiments">The experiments</Entry>
      </ol>
    </nav>
  );
}

function Entry({ part, verdict, children }: { part: string; verdict?: Section['verdict']; children: string }) {
  const arrive = () => {
    const heading = document.getElementById(anchorOf(part));
    // Also when the address does not change because this is where one came from.
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  };
  return (
    <li>
      <a href={`#/report/rao/${part}`} onClick={arrive}>
        {verdict && <VerdictGlyph outcome={verdict} />}
        <span>
          {children}
          {verdict && <span class="visually-hidden">: {VERDICT_WORDS[verdict]}</span>}
        </span>
      </a>
    </li>
  );
}
