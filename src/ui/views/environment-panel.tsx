/**
 * The world of one agent at any of its turns: replays the recorded tree, picks the environment's view, and puts a
 * scrubber over the turns. Says in words when there is nothing to show, or when the replay differs from the record.
 */
import { useMemo, useState } from 'preact/hooks';
import type { EnvironmentSpec, Settings, Vocabulary } from '../../envs/environment.ts';
import { environment as environmentOf } from '../../envs/registry.ts';
import type { TreeRecord } from '../../rl/records.ts';
import type { Trace } from '../../rl/trace.ts';
import { goalText } from '../tree/nodes.ts';
import { viewNamed } from './registry.ts';
import { type Frame, type Replay, replay } from './replay.ts';
import { Scrubber } from './scrubber.tsx';
import './environment-panel.css';

export interface EnvironmentPanelProps {
  /** `experiment.environment`. */
  readonly environment: { readonly id: string; readonly settings: Settings };
  readonly record: TreeRecord;
  /** Path of the agent whose world is shown; the root's is '0'. */
  readonly path: string;
  /** The moment of a replay at which it is shown; without one, the panel has a clock of its own. */
  readonly moment?: {
    /** Turns of the agent whose answers it has read. */
    readonly turn: number;
    readonly onTurn: (turn: number) => void;
    /** The traces of all agents launched so far, as far as they had grown. */
    readonly traces: readonly Trace[];
    /** Paths of those that had not ended. */
    readonly working: ReadonlySet<string>;
  };
  /** The agent that is pointed at anywhere on the page. */
  readonly pointed?: string | null;
  readonly onSelect?: (path: string) => void;
  readonly onPoint?: (path: string | null) => void;
}

interface Loaded {
  readonly spec: EnvironmentSpec;
  readonly vocabulary: Vocabulary;
  readonly replayed: Replay;
}

/** The turn that was scrubbed to, and whose. */
interface Scrubbed {
  readonly record: TreeRecord;
  readonly path: string;
  readonly turn: number;
}

export function EnvironmentPanel(props: EnvironmentPanelProps) {
  const { environment, record, path, moment } = props;
  const { id, settings } = environment;
  const loaded = useMemo(() => load(id, settings, record, path), [id, settings, record, path]);
  const [scrubbed, setScrubbed] = useState<Scrubbed | null>(null);

  if (typeof loaded === 'string') return <Problem message={loaded} />;
  const { spec, vocabulary, replayed } = loaded;
  const View = viewNamed(spec.view);
  const last = replayed.frames.length - 1;
  // Another agent is shown as it ended; from there one scrubs back.
  const own = scrubbed?.record === record && scrubbed.path === path ? scrubbed.turn : last;
  const at = Math.min(moment?.turn ?? own, last);
  const frame = replayed.frames[at];
  const goal = record.tree.traces.find((trace) => trace.path === path)?.goal ?? [];
  const name = (token: number) => vocabulary.names[token] ?? '?';
  if (!frame) return <Problem message="This agent has left nothing to show." />;
  return (
    <section class="environment-panel" aria-label={`${spec.title}: the world of agent ${path}`}>
      <p class="environment-title">
        The world of agent {path}: <strong>{goalText(goal, name)}</strong>
      </p>
      <Scrubber
        turn={at}
        turns={last}
        onTurn={moment?.onTurn ?? ((turn) => setScrubbed({ record, path, turn }))}
        label={`Turn of agent ${path}`}
        text={heading(at, last)}
      />
      <p class="environment-event">{event(frame, name)}</p>
      {replayed.divergence !== null && (
        <p class="environment-warning" role="status">
          Replaying does not give what was recorded, so this picture may be wrong. {replayed.divergence} The record may
          come from another version of the environment.
        </p>
      )}
      {View ? (
        <View
          state={frame.state}
          previous={replayed.frames[at - 1]?.state ?? null}
          traces={moment?.traces ?? record.tree.traces}
          path={path}
          working={moment?.working ?? NOBODY}
          pointed={props.pointed ?? null}
          onSelect={props.onSelect ?? ignore}
          onPoint={props.onPoint ?? ignore}
        />
      ) : (
        <Problem message={`${spec.title} has no picture: no view is called "${spec.view}".`} />
      )}
    </section>
  );
}

const NOBODY: ReadonlySet<string> = new Set();

function ignore(): void {}

function Problem({ message }: { message: string }) {
  return <p class="environment-problem">{message}</p>;
}

/** The replay, or what stands in its way, in words. */
function load(id: string, settings: Settings, record: TreeRecord, path: string): Loaded | string {
  try {
    const spec = environmentOf(id);
    const vocabulary = spec.vocabulary(settings);
    return { spec, vocabulary, replayed: replay(spec, vocabulary, record, path) };
  } catch (error) {
    return `The world of agent ${path} cannot be shown. ${error instanceof Error ? error.message : String(error)}`;
  }
}

function heading(turn: number, turns: number): string {
  return turn === 0 ? 'before the first turn' : `after turn ${turn} of ${turns}`;
}

/** What the turn was and what came of it: "craft i53 1 → ok". */
function event({ action, reply, error, spawned, joined }: Frame, name: (token: number) => string) {
  const say = (tokens: readonly number[]) => tokens.map(name).join(' ') || '(nothing)';
  if (action === null) return <span class="environment-quiet">It was given: {say(reply)}</span>;
  return (
    <>
      <code>{say(action)}</code> <span aria-hidden="true">→</span>
      <span class="visually-hidden">was answered</span> <code class={error ? 'refused' : ''}>{say(reply)}</code>
      {error && <span class="environment-refused"> refused, nothing changed</span>}
      {spawned !== null && <span class="environment-quiet"> launched agent {spawned}</span>}
      {joined.map((child) => (
        <span key={child.path} class={child.applied ? 'environment-quiet' : 'environment-refused'}>
          {' '}
          {child.applied ? `took over the result of ${child.path}` : `the result of ${child.path} was lost`}
        </span>
      ))}
    </>
  );
}
