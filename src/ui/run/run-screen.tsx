/** The run screen: reads the address, finds or opens its run, and shows it; or its settings, ready to train. */
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../experiments/knob.ts';
import { parseRunHash, type RunAddress } from '../../experiments/url.ts';
import { messageOf } from '../../store/errors.ts';
import { useTitle } from '../parts/hooks.ts';
import { ProblemList } from '../parts/problem-list.tsx';
import { type Entered, enterRun } from '../session/active.ts';
import { LiveRun } from './live-run.tsx';
import { ReadyRun } from './ready-run.tsx';
import './run.css';

interface Opened {
  readonly address: RunAddress;
  readonly problems: readonly Problem[];
  readonly entered: Entered;
}

export function RunScreen({ hash }: { hash: string }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  useTitle(opened?.entered.kind === 'session' ? opened.entered.session.experiment.value.name : 'Run');
  useEffect(() => {
    const { address, problems } = parseRunHash(hash);
    let current = true;
    setOpened(null);
    enterRun(address).then(
      (entered) => current && setOpened({ address, problems, entered }),
      (error) => current && setOpened({ address, problems, entered: { kind: 'ready', note: messageOf(error) } }),
    );
    return () => {
      current = false;
    };
  }, [hash]);
  if (!opened) return <p class="empty loading">Looking for this run…</p>;
  const { address, problems, entered } = opened;
  return (
    <div class="run-screen">
      <ProblemList
        title="Parts of this address could not be used; the preset’s values stand instead."
        problems={problems}
      />
      {entered.kind === 'session' ? (
        <LiveRun key={entered.session.runId} session={entered.session} address={address} />
      ) : (
        <ReadyRun key={hash} address={address} note={entered.note} />
      )}
    </div>
  );
}
