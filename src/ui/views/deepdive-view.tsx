/** DeepDive's world: the question and its answer, who looked where in the graph, and what this agent has read. */
import { useMemo } from 'preact/hooks';
import {
  type DeepDiveState,
  describeState,
  type Judged,
  type ReadPage,
  type StateDescription,
} from '../../envs/deepdive/index.ts';
import { plural } from '../format.ts';
import './deepdive-view.css';
import './view.css';
import { GraphMap } from './graph-map.tsx';
import { Heard, Verdict } from './verdict.tsx';
import type { ViewProps } from './view.ts';

export function DeepDiveView({ previous, ...props }: ViewProps<DeepDiveState>) {
  const { state } = props;
  const now = useMemo(() => describeState(state), [state]);
  const before = previous ?? state;
  return (
    <div class="question-view deepdive">
      <Task description={now} />
      <GraphMap {...props} />
      <Heard reports={now.reports.map((report) => ({ ...graded(report), asked: report.question }))} />
      <LookedUp description={now} searchedBefore={before.searches.length} readBefore={before.opened.length} />
    </div>
  );
}

function Task({ description: { question, steps, verdict } }: { description: StateDescription }) {
  return (
    <section aria-label="Question">
      <h4>Question</h4>
      <p class="view-question">{question}</p>
      <p>
        {plural(steps, 'step')}. <Verdict judged={graded(verdict)} />
      </p>
    </section>
  );
}

/** An answer here is right or wrong, nothing between. */
function graded({ said, right, correct }: Judged) {
  return { said, right, credit: correct ? 1 : 0 };
}

interface LookedUpProps {
  readonly description: StateDescription;
  /** How much of both was there one turn earlier. */
  readonly searchedBefore: number;
  readonly readBefore: number;
}

function LookedUp({ description: { searches, read }, searchedBefore, readBefore }: LookedUpProps) {
  return (
    <section aria-label="Looked up">
      <h4>
        Looked up <span class="view-note">by this agent; a check marks pages that settle a step</span>
      </h4>
      {searches.length === 0 && read.length === 0 && <p class="view-note">Nothing by this agent.</p>}
      {searches.length > 0 && (
        <ul class="view-list" aria-label="Searches">
          {searches.map(({ query, found }, i) => (
            <li key={i} class={i >= searchedBefore ? 'fresh' : ''}>
              Search for {query}: {found.join(', ') || 'nothing'}
              {i >= searchedBefore && <span class="visually-hidden"> just now</span>}
            </li>
          ))}
        </ul>
      )}
      {read.length > 0 && (
        <ol class="view-list deepdive-pages" aria-label="Pages opened">
          {read.map((page, i) => (
            <PageLine key={i} page={page} fresh={i >= readBefore} />
          ))}
        </ol>
      )}
    </section>
  );
}

function PageLine({ page: { name, text, settles }, fresh }: { page: ReadPage; fresh: boolean }) {
  return (
    <li class={['page', settles === null ? 'dead-end' : 'settles', fresh ? 'fresh' : ''].join(' ').trim()}>
      <b>{name}</b> {text}{' '}
      <span class="view-note">
        {settles === null ? (
          'dead end'
        ) : (
          <>
            <span aria-hidden="true">✓</span> is {settles}
          </>
        )}
      </span>
      {fresh && <span class="visually-hidden"> just opened</span>}
    </li>
  );
}
