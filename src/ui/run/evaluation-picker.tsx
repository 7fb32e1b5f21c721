/** Which of a run's evaluations is shown; each is named by its step and by what was asked for. */
import type { EpisodeEvaluation, Evaluation, EvaluationResult } from '../../rl/records.ts';
import { plural } from '../format.ts';

export interface EvaluationPickerProps<Result extends Evaluation> {
  readonly results: readonly Result[];
  readonly nameOf: (result: Result) => string;
  readonly words: (result: Result) => string;
  readonly picked: string;
  readonly onPick: (name: string) => void;
}

export function EvaluationPicker<Result extends Evaluation>(props: EvaluationPickerProps<Result>) {
  const { results, nameOf, words, picked, onPick } = props;
  return (
    <label class="evaluation-choice">
      Evaluation
      <select value={picked} onInput={(event) => onPick(event.currentTarget.value)}>
        {[...results].reverse().map((result) => (
          <option key={nameOf(result)} value={nameOf(result)}>
            {words(result)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** "Step 120: difficulties 1 to 8, 50 tasks each, 4 attempts at temperature 0.7, timed". */
export function evaluationWords({ step, byDifficulty, temperature, speed }: EvaluationResult): string {
  const [first] = byDifficulty;
  const parts = [
    rangeWords(byDifficulty),
    `${plural(first?.tasks ?? 0, 'task')}${byDifficulty.length > 1 ? ' each' : ''}`,
  ];
  const warm = temperature ? ` at temperature ${temperature}` : '';
  if (first && (first.samples > 1 || warm !== '')) parts.push(`${plural(first.samples, 'attempt')}${warm}`);
  if (first?.attempts) parts.push('attempts kept');
  if (speed) parts.push('timed');
  return `Step ${step}: ${parts.join(', ')}`;
}

/** "Step 120: difficulties 0 to 2, 50 episodes each at temperature 0.7, plans tried at 96 moments". */
export function episodeEvaluationWords({ step, byDifficulty, temperature, advantage }: EpisodeEvaluation): string {
  const episodes = plural(byDifficulty[0]?.episodes ?? 0, 'episode');
  const each = byDifficulty.length > 1 ? ' each' : '';
  const tried = advantage ? `, plans tried at ${plural(advantage.moments, 'moment')}` : '';
  return `Step ${step}: ${rangeWords(byDifficulty)}, ${episodes}${each} at temperature ${temperature}${tried}`;
}

function rangeWords(rows: readonly { readonly difficulty: number }[]): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || first === last) return `difficulty ${first?.difficulty ?? '–'}`;
  return `difficulties ${first.difficulty} to ${last.difficulty}`;
}
