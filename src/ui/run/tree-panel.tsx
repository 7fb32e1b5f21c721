/**
 * The tree in view and the agent picked in it: the one that grows now, or any recorded one, which can be played back;
 * below it, what the picked agent read and wrote and the world it acted in, at the moment at which the replay stands.
 */
import { useMemo, useState } from 'preact/hooks';
import { environment } from '../../envs/registry.ts';
import type { TreeRecord } from '../../rl/records.ts';
import { useReplay } from '../parts/use-replay.ts';
import type { RunSession } from '../session/run-session.ts';
import { DelegationTree } from '../tree/delegation-tree.tsx';
import { nodesAt, recordingOf } from '../tree/moment.ts';
import { fromLiveTree, fromTreeRecord } from '../tree/nodes.ts';
import { ReplayBar } from '../tree/replay-bar.tsx';
import { AgentDetails } from './agent-details.tsx';
import { recordOf } from './live-record.ts';
import { RecordPicker } from './record-picker.tsx';
import { liveWords, recordWords } from './tree-words.ts';

export function TreePanel({ session }: { session: RunSession }) {
  const records = session.trees.value;
  const live = session.liveTree.value;
  const { environment: world, model } = session.experiment.value;
  const vocabulary = useMemo(() => environment(world.id).vocabulary(world.settings), [world]);
  const nameOf = useMemo(() => (token: number) => vocabulary.names[token] ?? '?', [vocabulary]);
  const [chosen, setChosen] = useState<TreeRecord | null>(null);
  const [selected, setSelected] = useState('0');
  const [pointed, setPointed] = useState<string | null>(null);
  // Before anything grows in this visit, the newest recorded tree is something to look at.
  const watched = chosen ? null : live;
  const record = chosen ?? (watched ? recordOf(watched, records) : (records.at(-1) ?? null));
  const name = watched
    ? `live ${watched.phase} ${watched.step} ${watched.task}`
    : record
      ? `${record.phase} ${record.step} ${record.index}`
      : '';
  const recording = useMemo(() => record && recordingOf(fromTreeRecord(record), record.tree.traces), [record]);
  const replay = useReplay(name, recording?.timeline.length ?? 0);
  const nodes = useMemo(
    () => (recording ? nodesAt(recording, replay.time) : watched ? fromLiveTree(watched) : []),
    [recording, replay.time, watched],
  );
  const show = (next: TreeRecord | null) => {
    setChosen(next);
    setSelected('0');
  };

  return (
    <section class="panel tree-panel" aria-labelledby="tree-title">
      <header>
        <h2 id="tree-title">Delegation tree</h2>
        <span class="eyebrow numeric">
          {watched ? liveWords(watched) : record ? recordWords(record) : waitingWords(session)}
        </span>
      </header>
      <RecordPicker
        records={records}
        noun="tree"
        words={recordWords}
        shown={watched ? null : record}
        live={live !== null}
        onShow={show}
      />
      <DelegationTree
        nodes={nodes}
        tree={name}
        selected={nodes.some(({ path }) => path === selected) ? selected : null}
        onSelect={setSelected}
        pointed={pointed}
        onPoint={setPointed}
        nameOf={nameOf}
      >
        {recording && <ReplayBar replay={replay} timeline={recording.timeline} nodes={nodes} />}
      </DelegationTree>
      {record && recording ? (
        <AgentDetails
          environment={world}
          vocabulary={vocabulary}
          context={model.context}
          record={record}
          recording={recording}
          replay={replay}
          path={selected}
          pointed={pointed}
          onSelect={setSelected}
          onPoint={setPointed}
        />
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
