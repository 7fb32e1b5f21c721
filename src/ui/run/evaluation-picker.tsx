/** Which of a run's evaluations is shown; each is named by its step and by what was asked for. */
import type { EvaluationResult } from '../../rl/records.ts';
import { plural } from '../format.ts';

export interface EvaluationPickerProps {
  readonly results: readonly EvaluationResult[];
  readonly nameOf: (result: EvaluationResult) => string;
  readonly picked: string;
  readonly onPick: (name: string) => void;
}

export function EvaluationPicker({ results, nameOf, picked, onPick }: EvaluationPickerProps) {
  return (
    <label class="evaluation-choice">
      Evaluation
      <select value={picked} onInput={(event) => onPick(event.currentTarget.value)}>
        {[...results].reverse().map((result) => (
          <option key={nameOf(result)} value={nameOf(result)}>
            {evaluationWords(result)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** "Step 120: difficulties 1 to 8, 50 tasks each, 4 attempts at temperature 0.7, timed". */
export function evaluationWords({ step, byDifficulty, temperature, speed }: EvaluationResult): string {
  const [first, last] = [byDifficulty[0], byDifficulty.at(-1)];
  const parts = [
    first && last && first !== last
      ? `difficulties ${first.difficulty} to ${last.difficulty}`
      : `difficulty ${first?.difficulty ?? '–'}`,
    `${plural(first?.tasks ?? 0, 'task')}${first !== last ? ' each' : ''}`,
  ];
  const warm = temperature ? ` at temperature ${temperature}` : '';
  if (first && (first.samples > 1 || warm !== '')) parts.push(`${plural(first.samples, 'attempt')}${warm}`);
  if (first?.attempts) parts.push('attempts kept');
  if (speed) parts.push('timed');
  return `Step ${step}: ${parts.join(', ')}`;
}
