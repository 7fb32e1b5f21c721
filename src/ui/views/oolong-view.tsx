/** Oolong's world: the question and its answer, which slice of the input each agent has, and the records read. */
import { useMemo, useRef, useState } from 'preact/hooks';
import {
  describeAgents,
  describeState,
  type Judged,
  type NamedRecord,
  type OolongState,
  type StateDescription,
} from '../../envs/oolong/index.ts';
import { plural } from '../format.ts';
import { useSize } from '../tree/use-size.ts';
import './oolong-view.css';
import { sliceMap, sliceText, workText } from './slice-map.ts';
import type { ViewProps } from './view.ts';

export function OolongView({ state, previous, traces, path }: ViewProps<OolongState>) {
  const now = useMemo(() => describeState(state), [state]);
  const readBefore = previous ? previous.cursor : state.cursor;
  return (
    <div class="oolong">
      <Task description={now} />
      <InputMap state={state} description={now} traces={traces} path={path} />
      <Heard description={now} />
      <ReadRecords description={now} readBefore={readBefore} />
    </div>
  );
}

function Task({ description: { question, slice, total, short, verdict } }: { description: StateDescription }) {
  return (
    <section aria-label="Question">
      <h4>Question</h4>
      <p class="oolong-question">{question}</p>
      <p>
        About {sliceText(slice)} of {total}, {short ? 'short enough to be read in one turn' : 'too long for one turn'}.{' '}
        <Verdict judged={verdict} />
      </p>
    </section>
  );
}

/** An answer and how right it is. */
function Verdict({ judged: { said, right, credit } }: { judged: Judged }) {
  if (said === null) return <span class="oolong-note">No answer yet; right would be {right}.</span>;
  return credit === 1 ? (
    <span>
      Answer <b>{said}</b>, <span class="reached">right</span>.
    </span>
  ) : (
    <span>
      Answer <b>{said}</b>, <span class="missed">right is {right}</span>, credit {credit.toFixed(2)}.
    </span>
  );
}

const LINE = { height: 12, gap: 3, input: 16 };

interface InputMapProps extends Pick<ViewProps<OolongState>, 'traces' | 'path'> {
  readonly state: OolongState;
  readonly description: StateDescription;
}

function InputMap({ state, description, traces, path }: InputMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useSize(frame)?.width ?? 320;
  const agents = useMemo(() => describeAgents(state.records, traces), [state.records, traces]);
  const { rows, height } = useMemo(() => sliceMap(agents), [agents]);
  const own = Math.max(
    0,
    agents.findIndex((agent) => agent.path === path),
  );
  const [picked, setPicked] = useState<number | null>(null);
  const shown = Math.min(picked ?? own, agents.length - 1);
  const agent = agents[shown];
  const { total, marks } = description;
  const x = (record: number) => (record / total) * width;
  const y = (row: number) => LINE.input + LINE.gap + row * (LINE.height + LINE.gap);
  return (
    <section aria-label="Map of the input">
      <h4>
        Who reads what{' '}
        <span class="oolong-note">
          the whole input from left to right, agents by depth; filled: read by the agent itself, hollow: handed on;
          dashed: not answered right
        </span>
      </h4>
      <div class="oolong-map" ref={frame}>
        <svg
          width={width}
          height={y(height)}
          role="img"
          aria-label={`Slices of ${plural(agents.length, 'agent')} over ${plural(total, 'record')}; the list below says the same`}
          onPointerLeave={() => setPicked(null)}
        >
          <rect class="input" width={width} height={LINE.input} />
          {marks.map((record) => (
            <rect key={record} class="mark" x={x(record)} width={Math.max(1.5, x(1))} height={LINE.input} />
          ))}
          {rows.map((row, i) => {
            const { slice, credit } = row.agent;
            const cursor = i === own ? state.cursor : row.agent.cursor;
            const kind = [
              'agent',
              i === own ? 'own' : path.startsWith(`${row.agent.path}.`) ? 'above' : '',
              i === shown ? 'shown' : '',
              credit === 1 ? '' : 'wrong',
            ];
            // A hair of room to the next slice, as long as there is any.
            const room = Math.min(1, x(slice.to - slice.from) / 3);
            return (
              <g key={row.agent.path} class={kind.join(' ')} onPointerEnter={() => setPicked(i)}>
                <rect
                  class="given"
                  x={x(slice.from) + room / 2}
                  y={y(row.row)}
                  width={x(slice.to - slice.from) - room}
                  height={LINE.height}
                />
                <rect
                  class="read"
                  x={x(slice.from) + room / 2}
                  y={y(row.row)}
                  width={Math.max(0, x(cursor - slice.from) - room)}
                  height={LINE.height}
                />
              </g>
            );
          })}
        </svg>
      </div>
      {agent && (
        <>
          <input
            type="range"
            min={0}
            max={agents.length - 1}
            value={shown}
            aria-label="Agent on the map"
            aria-valuetext={workText(agent)}
            onInput={(event) => setPicked(Number(event.currentTarget.value))}
          />
          <p class="oolong-work">{workText(agent)}</p>
        </>
      )}
      <details>
        <summary>{agents.length === 1 ? 'The agent' : `All ${agents.length} agents`} as a list</summary>
        <ul>
          {agents.map((one) => (
            <li key={one.path}>{workText(one)}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Heard({ description: { reports } }: { description: StateDescription }) {
  if (reports.length === 0) return null;
  return (
    <section aria-label="Heard from sub-agents">
      <h4>Heard from sub-agents</h4>
      <ul class="oolong-reports">
        {reports.map((report, i) => (
          <li key={i}>
            <b>{report.piece}</b> <span class="oolong-note">{sliceText(report.slice)}:</span> {report.question}{' '}
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

function ReadRecords({ description, readBefore }: { description: StateDescription; readBefore: number }) {
  const { read, slice } = description;
  const concerned = read.filter((record) => record.concerns).length;
  return (
    <section aria-label="Records read">
      <h4>
        Records read <span class="oolong-note">user, period, label; a dot marks those that the question is about</span>
      </h4>
      {read.length === 0 ? (
        <p class="oolong-note">None by this agent.</p>
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
