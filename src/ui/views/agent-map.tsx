/**
 * What the maps of all views share: which agent they tell of (the one that is pointed at anywhere, else the one whose
 * world is shown), how an agent is marked, and the same by keys and as a list.
 */
import { useState } from 'preact/hooks';
import type { ViewProps } from './view.ts';

/** An agent as a map shows it. */
export interface MappedAgent {
  readonly path: string;
  /** In [0, 1]; below 1 its answer is not right, or there is none. */
  readonly credit: number;
  /** What it was given and did, in one line. */
  readonly text: string;
}

type Linked = Pick<ViewProps, 'path' | 'pointed' | 'working' | 'onSelect' | 'onPoint'>;

export interface AgentMap<Agent extends MappedAgent> {
  /** Index of the agent that the map tells of, and that agent. */
  readonly shown: number;
  readonly agent: Agent | undefined;
  /** Shows an agent here and wherever else it stands on the page; null for the one whose world it is. */
  point(path: string | null): void;
  /** Classes of an agent's mark. */
  classOf(agent: Agent): string;
}

/** Empty until the first agent is launched. */
export function useAgentMap<Agent extends MappedAgent>(agents: readonly Agent[], linked: Linked): AgentMap<Agent> {
  const [here, setHere] = useState<string | null>(null);
  const at = (path: string | null) => agents.findIndex((agent) => agent.path === path);
  const shown = [linked.pointed, here, linked.path].map(at).find((index) => index >= 0) ?? 0;
  return {
    shown,
    agent: agents[shown],
    point: (path) => {
      setHere(path);
      linked.onPoint(path);
    },
    classOf: ({ path, credit }) => {
      const classes = ['agent', linked.working.has(path) ? 'working' : credit === 1 ? 'right' : 'wrong'];
      if (path === linked.path) classes.push('own');
      if (linked.path.startsWith(`${path}.`)) classes.push('above');
      if (path === agents[shown]?.path) classes.push('shown');
      return classes.join(' ');
    },
  };
}

interface AgentListProps {
  readonly agents: readonly MappedAgent[];
  readonly map: AgentMap<MappedAgent>;
  /** Stands in the line instead of the agent's own words. */
  readonly instead?: string | undefined;
  readonly onSelect: (path: string) => void;
}

/** The map for those who do not point: a slider over the agents, the one shown in words, and all of them as a list. */
export function AgentList({ agents, map, instead, onSelect }: AgentListProps) {
  const { shown, agent } = map;
  if (!agent) return <p class="view-note">No agent has been launched yet.</p>;
  return (
    <>
      <input
        type="range"
        min={0}
        max={agents.length - 1}
        value={shown}
        disabled={agents.length === 1}
        aria-label="Agent on the map"
        aria-valuetext={agent.text}
        onInput={(event) => map.point(agents[Number(event.currentTarget.value)]?.path ?? null)}
        onBlur={() => map.point(null)}
      />
      <p class="view-work">{instead ?? agent.text}</p>
      <details>
        <summary>{agents.length === 1 ? 'The agent' : `All ${agents.length} agents`} as a list</summary>
        <ul class="view-list view-agents">
          {agents.map(({ path, text }) => (
            <li key={path}>
              <button type="button" onClick={() => onSelect(path)}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** The meaning of the marks, as a line under the heading of a map. */
export function MapKey({ filled, hollow }: { filled: string; hollow?: string }) {
  return (
    <p class="view-key">
      <span class="right">
        <i /> right
      </span>
      <span class="wrong">
        <i /> wrong or no answer
      </span>
      <span class="working">
        <i /> at work
      </span>
      <span>
        Filled: {filled}
        {hollow && `; hollow: ${hollow}`}. Click to show an agent.
      </span>
    </p>
  );
}
