/** How far an evaluation is, while one runs. */
import type { Experiment } from '../../experiments/experiment.ts';
import type { Progress } from '../session/run-session.ts';

export interface EvaluationProgressProps {
  readonly method: Experiment['method'];
  readonly progress: Progress | null;
  readonly running: boolean;
}

/** What comes after trees or episodes, as it is told here. */
const ACTIVITIES: Readonly<Record<string, string>> = { Timing: 'Timing tasks', 'Measuring plans': 'Trying plans' };

export function EvaluationProgress({ method, progress, running }: EvaluationProgressProps) {
  if (!running || !progress?.counted) return null;
  const { done, of } = progress.counted;
  const playing = method === 'rao' ? 'Growing trees' : 'Playing episodes';
  const doing = ACTIVITIES[progress.activity] ?? playing;
  return (
    <p class="evaluation-progress">
      <label for="evaluation-progress">{doing}</label>
      <progress id="evaluation-progress" value={done} max={of} />
      <span class="numeric">
        {done} of {of}
      </span>
    </p>
  );
}
