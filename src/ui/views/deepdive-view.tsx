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
import { GraphMap } from './graph-map.tsx';
import type { ViewProps } from './view.ts';

export function DeepDiveView({ state, previous, traces, path }: ViewProps<DeepDiveState>) {
  const now = useMemo(() => describeState(state), [state]);
  const before = previous ?? state;
  return (
    <div class="deepdive">
      <Task description={now} />
      <GraphMap state={state} traces={traces} path={path} />
      <Heard description={now} />
      <LookedUp description={now} searchedBefore={before.searches.length} readBefore={before.opened.length} />
    </div>
  );
}

function Task({ description: { question, steps, verdict } }: { description: StateDescription }) {
  return (
    <section aria-label="Question">
      <h4>Question</h4>
      <p class="deepdive-question">{question}</p>
      <p>
        {plural(steps, 'step')}. <Verdict judged={verdict} />
      </p>
    </section>
  );
}

/** An answer and whether it is right. */
function Verdict({ judged: { said, right, correct } }: { judged: Judged }) {
  if (said === null) return <span class="deepdive-note">No answer yet; right would be {right}.</span>;
  return (
    <span>
      Answer <b>{said}</b>,{' '}
      {correct ? <span class="reached">right</span> : <span class="missed">right is {right}</span>}.
    </span>
  );
}

function Heard({ description: { reports } }: { description: StateDescription }) {
  if (reports.length === 0) return null;
  return (
    <section aria-label="Heard from sub-agents">
      <h4>Heard from sub-agents</h4>
      <ul class="deepdive-list">
        {reports.map((report, i) => (
          <li key={i}>
            {report.question}{' '}
            {report.said === null ? (
              <span class="missed">It ended without an answer.</span>
            ) : (
              <Verdict judged={report} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
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
        Looked up <span class="deepdive-note">by this agent; a check marks pages that settle a step</span>
      </h4>
      {searches.length === 0 && read.length === 0 && <p class="deepdive-note">Nothing by this agent.</p>}
      {searches.length > 0 && (
        <ul class="deepdive-list" aria-label="Searches">
          {searches.map(({ query, found }, i) => (
            <li key={i} class={i >= searchedBefore ? 'fresh' : ''}>
              Search for {query}: {found.join(', ') || 'nothing'}
              {i >= searchedBefore && <span class="visually-hidden"> just now</span>}
            </li>
          ))}
        </ul>
      )}
      {read.length > 0 && (
        <ol class="deepdive-pages" aria-label="Pages opened">
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
      <span class="deepdive-note">
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
