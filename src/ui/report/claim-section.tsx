/** One claim: what the paper says, what was found, the verdict, and the figures and tables that show it. */
import type { Section } from '../../experiments/reproduction/section.ts';
import { DataTable } from '../figures/data-table.tsx';
import { FigureView } from '../figures/figure-view.tsx';
import { unbroken } from '../figures/unbroken.ts';
import { anchorOf } from './contents.tsx';
import { VerdictWords } from './verdict.tsx';

export function ClaimSection({ section }: { section: Section }) {
  const { id, title, claim, finding, verdict, figures, tables, notes } = section;
  const heading = anchorOf(id);
  return (
    <section class="claim" aria-labelledby={heading}>
      <h2 id={heading} tabIndex={-1}>
        {title}
      </h2>
      <VerdictWords verdict={verdict} />
      <dl class="claim-words">
        <dt>The paper</dt>
        <dd class="quoted">{unbroken(claim)}</dd>
        <dt>Here</dt>
        <dd>{unbroken(finding)}</dd>
      </dl>
      {figures.map((figure) => (
        <FigureView key={figure.title} figure={figure} />
      ))}
      {tables.map((table) => (
        <DataTable key={table.caption} table={table} />
      ))}
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note}>{unbroken(note)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
