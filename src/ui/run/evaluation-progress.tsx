/** How far an evaluation is, while one runs. */
import type { Progress } from '../session/run-session.ts';

export interface EvaluationProgressProps {
  readonly progress: Progress | null;
  readonly running: boolean;
}

export function EvaluationProgress({ progress, running }: EvaluationProgressProps) {
  if (!running || !progress?.counted) return null;
  const { done, of } = progress.counted;
  const timing = progress.activity === 'Timing';
  return (
    <p class="evaluation-progress">
      <label for="evaluation-progress">{timing ? 'Timing tasks' : 'Growing trees'}</label>
      <progress id="evaluation-progress" value={done} max={of} />
      <span class="numeric">
        {done} of {of}
      </span>
    </p>
  );
}
