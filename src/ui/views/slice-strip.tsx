/**
 * The long input as a strip, with each agent's slice beneath it in the colour of its outcome, nested by depth. Pointing
 * at a slice tells of its agent, here and in the tree; a click selects it. Everything is said in words as well.
 */
import { useMemo, useRef } from 'preact/hooks';
import { describeAgents, type OolongState, type StateDescription } from '../../envs/oolong/index.ts';
import { plural } from '../format.ts';
import { useSize } from '../tree/use-size.ts';
import { AgentList, MapKey, useAgentMap } from './agent-map.tsx';
import { sliceMap, workText } from './slice-map.ts';
import type { ViewProps } from './view.ts';

const LINE = { height: 13, gap: 3, input: 16 };

interface SliceStripProps extends Omit<ViewProps<OolongState>, 'previous'> {
  readonly description: StateDescription;
}

export function SliceStrip({ state, description, traces, ...linked }: SliceStripProps) {
  const { path, onSelect } = linked;
  const frame = useRef<HTMLDivElement>(null);
  const width = useSize(frame)?.width ?? 320;
  const agents = useMemo(
    () =>
      describeAgents(state.records, traces)
        // The agent itself is shown as it is at this turn.
        .map((agent) => (agent.path === path ? { ...agent, cursor: state.cursor } : agent))
        .map((agent) => ({ ...agent, text: workText(agent) })),
    [state, traces, path],
  );
  const { rows, height } = useMemo(() => sliceMap(agents), [agents]);
  const map = useAgentMap(agents, linked);
  const { total, marks } = description;
  const x = (record: number) => (record / total) * width;
  const y = (row: number) => LINE.input + LINE.gap + row * (LINE.height + LINE.gap);
  return (
    <section aria-label="Map of the input">
      <h4>
        Who reads what{' '}
        <span class="view-note">
          the whole input from left to right (ticks: records that the question is about), agents by depth beneath
        </span>
      </h4>
      <MapKey filled="read by the agent itself" hollow="handed on" />
      <div class="view-map oolong-map" ref={frame}>
        <svg
          width={width}
          height={y(height)}
          role="img"
          aria-label={`Slices of ${plural(agents.length, 'agent')} over ${plural(total, 'record')}; the list below says the same`}
          onPointerLeave={() => map.point(null)}
        >
          <rect class="input" width={width} height={LINE.input} />
          {marks.map((record) => (
            <rect key={record} class="mark" x={x(record)} width={Math.max(1.5, x(1))} height={LINE.input} />
          ))}
          {rows.map(({ agent, row }) => {
            const { slice, cursor } = agent;
            // A hair of room to the next slice, as long as there is any.
            const room = Math.min(3, x(slice.to - slice.from) / 3);
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: a part of a picture that is described as a whole
              <g
                key={agent.path}
                class={map.classOf(agent)}
                onPointerEnter={() => map.point(agent.path)}
                onClick={() => onSelect(agent.path)}
              >
                <rect
                  class="given"
                  x={x(slice.from) + room / 2}
                  y={y(row)}
                  width={x(slice.to - slice.from) - room}
                  height={LINE.height}
                />
                <rect
                  class="read"
                  x={x(slice.from) + room / 2}
                  y={y(row)}
                  width={Math.max(0, x(cursor - slice.from) - room)}
                  height={LINE.height}
                />
              </g>
            );
          })}
        </svg>
      </div>
      <AgentList agents={agents} map={map} onSelect={onSelect} />
    </section>
  );
}
