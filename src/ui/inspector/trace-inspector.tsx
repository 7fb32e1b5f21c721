/**
 * One agent's context token by token: what it read and what it wrote, turn by turn, with the probability and entropy
 * of every token it wrote. Own tokens are boxed and barred, read ones are plain text, so that colour is not needed to
 * tell them apart. Arrow keys walk the tokens (a listbox with a roving tab stop).
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Vocabulary } from '../../envs/environment.ts';
import type { Trace } from '../../rl/trace.ts';
import { plural } from '../format.ts';
import { goalText } from '../tree/nodes.ts';
import { CopyButton } from './copy-button.tsx';
import { type Segment, segmentsOf, transcript } from './segments.ts';
import { figuresOf, tokenCounts } from './summary.ts';
import { TokenStrip } from './token-strip.tsx';
import './trace-inspector.css';

export interface TraceInspectorProps {
  readonly trace: Trace;
  readonly vocabulary: Vocabulary;
  /** Node reward R and advantage A, where they were assigned (`TreeRecord.rewards`, `.advantages`). */
  readonly reward?: number | undefined;
  readonly advantage?: number | undefined;
  /** Context window in tokens (`experiment.model.context`); with it, the share used is shown. */
  readonly context?: number | undefined;
  /** Tokens there were at the moment of a replay: those after it stand back. */
  readonly upTo?: number;
}

/** Entropy in nats at which the shade is full. */
const FULL_SHADE = 2;

export function TraceInspector(props: TraceInspectorProps) {
  const { trace, vocabulary, reward, advantage, context, upTo = trace.tokens.length } = props;
  const segments = useMemo(() => segmentsOf(trace, vocabulary), [trace, vocabulary]);
  const [active, setActive] = useState<number | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const moveFocus = useRef(false);
  const shown = hovered ?? active;

  useEffect(() => {
    setActive(null);
    setHovered(null);
    list.current?.scrollTo(0, 0);
  }, [trace]);

  useLayoutEffect(() => {
    if (!moveFocus.current) return;
    moveFocus.current = false;
    list.current?.querySelector<HTMLElement>(`[data-token="${active}"]`)?.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = walk(event.key, active ?? 0, segments);
    if (next === null) return;
    event.preventDefault();
    moveFocus.current = true;
    setActive(next);
  };

  const name = (token: number) => vocabulary.names[token] ?? '?';
  return (
    <section class="trace-inspector" aria-label={`Context of agent ${trace.path}`}>
      <header>
        <p class="trace-title">
          Agent {trace.path}: <strong>{goalText(trace.goal, name)}</strong>
        </p>
        <CopyButton label="Copy transcript" text={() => transcript(trace, vocabulary)} />
      </header>
      <dl class="trace-figures">
        {figuresOf(trace, { reward, advantage }).map(({ label, value, help }) => (
          <div key={label} title={help}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ContextUse trace={trace} context={context} upTo={upTo} />
      <TokenStrip
        trace={trace}
        vocabulary={vocabulary}
        at={shown}
        turn={segments.find(({ start, end }) => shown !== null && start <= shown && shown < end)?.turn ?? -1}
      />
      <div
        class="trace-tokens"
        role="listbox"
        aria-label="Tokens"
        aria-orientation="horizontal"
        tabIndex={-1}
        ref={list}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setHovered(null)}
      >
        {segments.map((segment) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, which no HTML element is
          <div
            key={segment.start}
            role="group"
            class={`segment segment-${segment.kind}${segment.start >= upTo ? ' segment-ahead' : ''}`}
            aria-label={segment.start >= upTo ? `${segmentLabel(segment)}, later` : segmentLabel(segment)}
          >
            <span class="segment-label" aria-hidden="true">
              {segmentLabel(segment)}
            </span>
            <span class="segment-tokens">
              {trace.tokens.slice(segment.start, segment.end).map((token, i) => {
                const at = segment.start + i;
                return (
                  <TokenChip
                    key={at}
                    at={at}
                    text={token === vocabulary.endOfTurn ? '⏎' : name(token)}
                    spoken={token === vocabulary.endOfTurn ? 'end of turn' : name(token)}
                    probability={trace.own[at] === 1 ? Math.exp(trace.logProbs[at] ?? 0) : null}
                    entropy={trace.entropies[at] ?? 0}
                    current={at === active}
                    tabbable={at === (active ?? 0)}
                    onFocus={setActive}
                    onHover={setHovered}
                  />
                );
              })}
            </span>
          </div>
        ))}
      </div>
      <p class="trace-key">
        <span class="token own" style={{ '--p': 0.7, '--shade': '0%' }}>
          written
        </span>{' '}
        by the agent: the bar is its probability, the shade its entropy ({FULL_SHADE} nats and more are darkest).{' '}
        <span class="token">read</span> from the environment, never trained on.
      </p>
    </section>
  );
}

interface TokenChipProps {
  readonly at: number;
  readonly text: string;
  readonly spoken: string;
  /** Null for a token that was read. */
  readonly probability: number | null;
  readonly entropy: number;
  readonly current: boolean;
  readonly tabbable: boolean;
  readonly onFocus: (at: number) => void;
  readonly onHover: (at: number) => void;
}

function TokenChip({ at, text, spoken, probability, entropy, current, tabbable, onFocus, onHover }: TokenChipProps) {
  const own = probability !== null;
  const label = own ? `${spoken}, written, probability ${Math.round(probability * 100)} percent` : `${spoken}, read`;
  const shade = `${Math.round(Math.min(1, entropy / FULL_SHADE) * 100)}%`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the listbox
    <span
      role="option"
      class={own ? 'token own' : 'token'}
      aria-label={label}
      aria-selected={current}
      tabIndex={tabbable ? 0 : -1}
      data-token={at}
      style={own ? { '--p': probability.toFixed(3), '--shade': shade } : undefined}
      onFocus={() => onFocus(at)}
      onClick={() => onFocus(at)}
      onPointerEnter={() => onHover(at)}
    >
      {text}
    </span>
  );
}

interface ContextUseProps {
  readonly trace: Trace;
  readonly context: number | undefined;
  readonly upTo: number;
}

/** How the tokens so far divide into read and written, and how much of the window they fill. */
function ContextUse({ trace, context, upTo: total }: ContextUseProps) {
  const { own, read } = tokenCounts({ own: trace.own.slice(0, total) });
  const window = Math.max(context ?? total, total, 1);
  const share = (n: number) => `${((100 * n) / window).toFixed(2)}%`;
  return (
    <div class="context-use">
      <div class="context-bar" aria-hidden="true">
        <span class="context-read" style={{ width: share(read) }} />
        <span class="context-own" style={{ width: share(own) }} />
      </div>
      <p>
        {context === undefined ? plural(total, 'token') : `${total} of ${context} tokens of context used`}: {read} read,{' '}
        {own} written
        {total < trace.tokens.length && '; at the moment of the replay'}
      </p>
    </div>
  );
}

function segmentLabel({ kind, turn, cut }: Segment): string {
  if (kind === 'read') return turn < 0 ? 'given' : 'reads';
  return cut ? `turn ${turn + 1}, cut off` : `turn ${turn + 1}`;
}

/** Where a key leads from token `at`: left and right by token, up and down by segment. Null: not our key. */
function walk(key: string, at: number, segments: readonly Segment[]): number | null {
  const here = segments.findIndex(({ start, end }) => start <= at && at < end);
  const last = (segments.at(-1)?.end ?? 1) - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowDown':
      return segments[here + 1]?.start ?? last;
    case 'ArrowUp':
      return segments[here - 1]?.start ?? 0;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
