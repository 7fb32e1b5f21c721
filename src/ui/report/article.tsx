/** A paper's report as an article: what was run, the bars, a section per claim, and every experiment to open. */
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { type Paper, reproduceCommand } from '../../experiments/reproduction/paper.ts';
import type { Report } from '../../experiments/reproduction/report.ts';
import { listed } from '../../experiments/reproduction/words.ts';
import { unbroken } from '../figures/unbroken.ts';
import { ArmList } from './arm-list.tsx';
import { ClaimSection } from './claim-section.tsx';
import { anchorOf, arriveAt, Contents } from './contents.tsx';
import { barOutcome, barTally, facts, sourceText, tally } from './overview.ts';
import { VerdictGlyph } from './verdict.tsx';

interface ArticleProps {
  readonly paper: Paper;
  readonly report: Report;
  /** Id of the section that comes into view; null for the top. */
  readonly section: string | null;
}

export function Article({ paper, report, section }: ArticleProps) {
  const { id, words } = paper;
  const sections = useMemo(() => paper.sections(report), [paper, report]);
  const notRun = paper.claimsNotRun(report);
  useLayoutEffect(() => {
    if (section !== null) arriveAt(section);
  }, [section]);
  return (
    <article class="report">
      <header class="report-header">
        <p class="eyebrow">Evidence</p>
        <h1>{words.title}</h1>
        <p class="lede">{words.lede}</p>
        <p class="report-paper">
          The paper: <a href={words.citation.address}>{words.citation.words}</a>.
        </p>
      </header>
      <Contents paper={id} sections={sections} />
      <div class="report-body">
        <section aria-labelledby={anchorOf('overview')} class="report-overview">
          <h2 id={anchorOf('overview')} tabIndex={-1}>
            In short
          </h2>
          <p class="report-tally">{tally(sections)}</p>
          {notRun.length > 0 && <p>Not measured in this report: {listed(notRun)}.</p>}
          <dl class="facts">
            {facts(report).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <h3>Bars set beforehand</h3>
          <p>{barTally(report)}</p>
          <Bars report={report} />
          <p class="fine">{sourceText(id)}</p>
        </section>
        {sections.map((one) => (
          <ClaimSection key={one.id} section={one} />
        ))}
        <section aria-labelledby={anchorOf('experiments')}>
          <h2 id={anchorOf('experiments')} tabIndex={-1}>
            The experiments
          </h2>
          <p>
            Each can be opened with its settings and trained here, in this tab. <code>{reproduceCommand(id)}</code>{' '}
            repeats all of them and writes this report again.
          </p>
          <ArmList arms={report.arms} />
        </section>
      </div>
    </article>
  );
}

function Bars({ report }: { report: Report }) {
  return (
    <ul class="bars">
      {report.bars.map((bar) => {
        const { verdict, found } = barOutcome(bar);
        return (
          <li key={bar.id}>
            <VerdictGlyph outcome={verdict} />
            <span>{unbroken(bar.text)}</span>
            <span class="bar-outcome numeric">
              {verdict}
              {found !== '' && <strong> {found}</strong>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
