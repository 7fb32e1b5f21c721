/**
 * The tree in view and the agent picked in it: the one that grows now, or any recorded one, step by step back through
 * the run; below it, what the picked agent read and wrote and the world it acted in.
 */
import { useMemo, useState } from 'preact/hooks';
import { environment } from '../../envs/registry.ts';
import type { TreeRecord } from '../../rl/records.ts';
import { TraceInspector } from '../inspector/trace-inspector.tsx';
import type { RunSession } from '../session/run-session.ts';
import { DelegationTree } from '../tree/delegation-tree.tsx';
import { fromLiveTree, fromTreeRecord } from '../tree/nodes.ts';
import { EnvironmentPanel } from '../views/environment-panel.tsx';
import { TreePicker } from './tree-picker.tsx';
import { liveWords, recordWords } from './tree-words.ts';

export function TreePanel({ session }: { session: RunSession }) {
  const records = session.trees.value;
  const live = session.liveTree.value;
  const { environment: world, model } = session.experiment.value;
  const vocabulary = useMemo(() => environment(world.id).vocabulary(world.settings), [world]);
  const [chosen, setChosen] = useState<TreeRecord | null>(null);
  const [selected, setSelected] = useState('0');
  // Before anything grows in this visit, the newest recorded tree is something to look at.
  const record = chosen ?? (live ? null : (records.at(-1) ?? null));
  const nodes = useMemo(() => (record ? fromTreeRecord(record) : live ? fromLiveTree(live) : []), [record, live]);
  const nameOf = (token: number) => vocabulary.names[token] ?? '?';
  const traceIndex = record
    ? Math.max(
        0,
        record.tree.traces.findIndex(({ path }) => path === selected),
      )
    : -1;
  const trace = record?.tree.traces[traceIndex];
  const reward = record?.rewards?.[traceIndex];
  const advantage = record?.advantages?.[traceIndex];
  const show = (next: TreeRecord | null) => {
    setChosen(next);
    setSelected('0');
  };

  return (
    <section class="panel tree-panel" aria-labelledby="tree-title">
      <header>
        <h2 id="tree-title">Delegation tree</h2>
        <span class="eyebrow numeric">
          {record ? recordWords(record) : live ? liveWords(live) : waitingWords(session)}
        </span>
      </header>
      <DelegationTree
        nodes={nodes}
        selected={nodes.some(({ path }) => path === selected) ? selected : null}
        onSelect={setSelected}
        nameOf={nameOf}
      />
      <TreePicker records={records} shown={record} live={live !== null} onShow={show} />
      {record && trace ? (
        <div class="details">
          <section class="detail" aria-labelledby="context-title">
            <h3 id="context-title">What the agent read and wrote</h3>
            <TraceInspector
              trace={trace}
              vocabulary={vocabulary}
              advantage={advantage}
              reward={reward}
              context={model.context}
            />
          </section>
          <section class="detail" aria-labelledby="world-title">
            <h3 id="world-title">Its world</h3>
            <EnvironmentPanel environment={world} record={record} path={trace.path} />
          </section>
        </div>
      ) : (
        <LiveHint newest={records.at(-1) ?? null} onShow={show} />
      )}
    </section>
  );
}

function LiveHint({ newest, onShow }: { newest: TreeRecord | null; onShow: (record: TreeRecord) => void }) {
  return (
    <p class="live-hint">
      {newest ? (
        <>
          A finished tree can be read token by token.{' '}
          <button type="button" class="button small" onClick={() => onShow(newest)}>
            Read the newest one
          </button>
        </>
      ) : (
        'As soon as a tree is finished, it can be read here token by token.'
      )}
    </p>
  );
}

function waitingWords(session: RunSession): string {
  return session.status.value === 'running' ? 'the first tree is on its way' : 'none yet';
}
