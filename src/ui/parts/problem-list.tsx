/** Problems of a configuration in words: one line each. */
import { type Problem, problemText } from '../../experiments/knob.ts';

export function ProblemList({ title, problems }: { title: string; problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <div class="notice problem" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.found}`}>{problemText(problem)}</li>
        ))}
      </ul>
    </div>
  );
}
