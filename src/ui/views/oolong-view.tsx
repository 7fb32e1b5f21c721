/** Oolong's world: the question and its answer, which slice of the input each agent has, and the records read. */
import { useMemo } from 'preact/hooks';
import { describeState, type NamedRecord, type OolongState, type StateDescription } from '../../envs/oolong/index.ts';
import { plural } from '../format.ts';
import './oolong-view.css';
import './view.css';
import { sliceText } from './slice-map.ts';
import { SliceStrip } from './slice-strip.tsx';
import { Heard, Verdict } from './verdict.tsx';
import type { ViewProps } from './view.ts';

export function OolongView({ previous, ...props }: ViewProps<OolongState>) {
  const { state } = props;
  const now = useMemo(() => describeState(state), [state]);
  const readBefore = previous ? previous.cursor : state.cursor;
  return (
    <div class="question-view oolong">
      <Task description={now} />
      <SliceStrip description={now} {...props} />
      <Heard
        reports={now.reports.map((report) => ({
          ...report,
          asked: (
            <>
              <b>{report.piece}</b> <span class="view-note">{sliceText(report.slice)}:</span> {report.question}
            </>
          ),
        }))}
      />
      <ReadRecords description={now} readBefore={readBefore} />
    </div>
  );
}

function Task({ description: { question, slice, total, short, verdict } }: { description: StateDescription }) {
  return (
    <section aria-label="Question">
      <h4>Question</h4>
      <p class="view-question">{question}</p>
      <p>
        About {sliceText(slice)} of {total}, {short ? 'short enough to be read in one turn' : 'too long for one turn'}.{' '}
        <Verdict judged={verdict} />
      </p>
    </section>
  );
}

function ReadRecords({ description, readBefore }: { description: StateDescription; readBefore: number }) {
  const { read, slice } = description;
  const concerned = read.filter((record) => record.concerns).length;
  return (
    <section aria-label="Records read">
      <h4>
        Records read <span class="view-note">user, period, label; a dot marks those that the question is about</span>
      </h4>
      {read.length === 0 ? (
        <p class="view-note">None by this agent.</p>
      ) : (
        <>
          <p>
            {read.length} of {plural(slice.to - slice.from, 'record')}, the question is about {concerned} of them.
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <ol class="oolong-records" tabIndex={0} aria-label="Records">
            {read.map((record) => (
              <RecordChip key={record.index} record={record} fresh={record.index >= readBefore} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function RecordChip({ record, fresh }: { record: NamedRecord; fresh: boolean }) {
  const classes = ['record', record.concerns ? 'concerns' : '', fresh ? 'fresh' : ''].join(' ').trim();
  return (
    <li class={classes} value={record.index + 1}>
      {record.concerns && (
        <>
          <span aria-hidden="true">●</span> <span class="visually-hidden">counts:</span>
        </>
      )}
      {record.user} {record.period} {record.label ?? '–'}
      {fresh && <span class="visually-hidden"> just read</span>}
    </li>
  );
}
