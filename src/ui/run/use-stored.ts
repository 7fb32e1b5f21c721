/** Something that is looked for among the other stored runs, again whenever those change. */
import { useEffect, useState } from 'preact/hooks';
import type { RunRecord } from '../../store/types.ts';
import { storedRuns } from '../session/storage.ts';

/** `nothing` until it is found, and where the store cannot be read. `look` must stay the same while its answer does. */
export function useStored<Found>(
  runId: string,
  look: (others: readonly RunRecord[]) => Promise<Found>,
  nothing: Found,
): Found {
  const [found, setFound] = useState(nothing);
  const stored = storedRuns.value;
  useEffect(() => {
    if (stored.state !== 'ready') return;
    let current = true;
    look(stored.runs.filter((run) => run.id !== runId)).then(
      (answer) => current && setFound(() => answer),
      () => current && setFound(() => nothing),
    );
    return () => {
      current = false;
    };
  }, [stored, look, runId]);
  return found;
}
