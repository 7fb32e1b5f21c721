/** What the picked agent read and wrote and the world it acted in, both at the moment at which the replay stands. */
import { useMemo } from 'preact/hooks';
import type { Settings, Vocabulary } from '../../envs/environment.ts';
import type { TreeRecord } from '../../rl/records.ts';
import { TraceInspector } from '../inspector/trace-inspector.tsx';
import type { Replay } from '../parts/use-replay.ts';
import { contextAt, momentOf, type Recording, tracesAt, workingAt } from '../tree/moment.ts';
import { EnvironmentPanel } from '../views/environment-panel.tsx';

export interface AgentDetailsProps {
  readonly environment: { readonly id: string; readonly settings: Settings };
  readonly vocabulary: Vocabulary;
  /** Context window in tokens. */
  readonly context: number;
  readonly record: TreeRecord;
  readonly recording: Recording;
  readonly replay: Replay;
  /** Path of the picked agent; the root is shown when the tree has no such agent. */
  readonly path: string;
  readonly pointed: string | null;
  readonly onSelect: (path: string) => void;
  readonly onPoint: (path: string | null) => void;
}

export function AgentDetails(props: AgentDetailsProps) {
  const { environment, vocabulary, record, recording, replay } = props;
  const { time } = replay;
  const { timeline } = recording;
  const traces = useMemo(() => tracesAt(recording, time), [recording, time]);
  const working = useMemo(() => workingAt(recording, time), [recording, time]);
  const index = Math.max(
    0,
    record.tree.traces.findIndex(({ path }) => path === props.path),
  );
  const trace = record.tree.traces[index];
  const times = trace && timeline.agents.get(trace.path);
  if (!trace || !times) return null;
  const moment = momentOf(times, time);
  return (
    <div class="details">
      <section class="detail" aria-labelledby="context-title">
        <h3 id="context-title">What the agent read and wrote</h3>
        <TraceInspector
          trace={trace}
          vocabulary={vocabulary}
          advantage={record.advantages?.[index]}
          reward={record.rewards?.[index]}
          context={props.context}
          upTo={contextAt(trace, moment)}
        />
      </section>
      <section class="detail" aria-labelledby="world-title">
        <h3 id="world-title">Its world</h3>
        <EnvironmentPanel
          environment={environment}
          record={record}
          path={trace.path}
          moment={{
            turn: moment.answered,
            traces,
            working,
            onTurn: (turn) => replay.seek(turn === 0 ? times.start : (times.answered[turn - 1] ?? times.end)),
          }}
          pointed={props.pointed}
          onSelect={props.onSelect}
          onPoint={props.onPoint}
        />
      </section>
    </div>
  );
}
