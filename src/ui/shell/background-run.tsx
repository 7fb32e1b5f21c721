/** Says, on every other screen, that a run goes on, and leads back to it. */
import { closestPreset, formatRunHash } from '../../experiments/url.ts';
import { percent } from '../format.ts';
import { route } from '../router.ts';
import { activeSession } from '../session/active.ts';

export function BackgroundRun() {
  const session = activeSession.value;
  if (!session || route.value.screen === 'run') return null;
  const status = session.status.value;
  if (status !== 'running' && status !== 'paused') return null;
  const experiment = session.experiment.value;
  const address = formatRunHash({
    runId: session.runId,
    preset: closestPreset(experiment),
    experiment,
    hidden: [],
  });
  const done = percent(session.progress.value?.fraction ?? 0);
  return (
    <a class="background-run numeric" href={address}>
      {status === 'running' ? 'Training goes on' : 'Paused'}, {done}
    </a>
  );
}
