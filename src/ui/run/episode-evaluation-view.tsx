/**
 * One evaluation on whole episodes: its figures, by difficulty where there are several, beside agents that plan at other
 * times, what was achieved in which share of the episodes, and the numbers.
 */
import { useState } from 'preact/hooks';
import { type EpisodeSummary, summarizeDifficulties } from '../../experiments/episode-summary.ts';
import type { EpisodeDifficulty, EpisodeEvaluation } from '../../rl/records.ts';
import type { DifficultyBand } from '../charts/difficulty-axis.tsx';
import { IntervalChart, SeriesLegend, seriesWords } from '../charts/interval-chart.tsx';
import { decimal, percent, plural } from '../format.ts';
import { type FigureItem, FigureList } from '../parts/figure-list.tsx';
import type { EpisodeComparison } from '../session/episode-comparison.ts';
import { AgentScores } from './agent-scores.tsx';
import { EPISODE_FIGURES, episodeSeries } from './episode-figures.ts';
import './episode-evaluation.css';
import { EpisodeNumbers } from './episode-numbers.tsx';
import { formatOf } from './evaluation-figures.ts';
import { Milestones } from './milestones.tsx';
import { PlanWorth } from './plan-worth.tsx';

export interface EpisodeEvaluationViewProps {
  readonly result: EpisodeEvaluation;
  /** What kind of agent it is of: "never plans". */
  readonly kind: string;
  /** Agents of other kinds. */
  readonly others: readonly EpisodeComparison[];
  /** Names of the environment's milestones. */
  readonly milestones: readonly string[];
  /** Difficulties that were trained on, both ends included. */
  readonly trained: readonly [number, number];
  readonly bands: readonly DifficultyBand[];
}

export function EpisodeEvaluationView(props: EpisodeEvaluationViewProps) {
  const { result, kind, others, milestones } = props;
  const { byDifficulty: rows } = result;
  const summary = summarizeDifficulties(rows);
  if (!summary) return null;
  return (
    <>
      <FigureList items={headline(summary)} columns={3} />
      {rows.length > 1 && <ByDifficulty {...props} />}
      <AgentScores own={{ kind, name: 'this run', result }} others={others} />
      {result.advantage && <PlanWorth advantage={result.advantage} />}
      <Milestones names={milestones} shares={summary.milestones} episodes={summary.episodes} best={summary.best} />
      <EpisodeNumbers rows={rows} />
      <p class="eyebrow numeric">
        After step {result.step}, {plural(rows[0]?.episodes ?? 0, 'episode')}
        {rows.length > 1 && ' per difficulty'} at temperature {result.temperature}; intervals hold 95 %.
      </p>
    </>
  );
}

function headline(summary: EpisodeSummary): FigureItem[] {
  const { score, low, high, meanSteps, frequency, meanTokens, meanPlanTokens, completed, followed } = summary;
  const plans = frequency > 0;
  return [
    { name: 'Score', value: percent(score), note: `${percent(low)} to ${percent(high)}`, strong: true },
    {
      name: 'Planning',
      value: plans ? `${decimal(frequency)} a step` : 'never',
      note: plans ? `one every ${decimal(1 / frequency)} steps` : '',
    },
    { name: 'Steps', value: decimal(meanSteps), note: 'per episode' },
    {
      name: 'Tokens',
      value: decimal(meanTokens),
      note: plans ? `per episode, ${decimal(meanPlanTokens)} in plans` : 'per episode',
    },
    ...(plans
      ? [
          { name: 'Plans completed', value: percent(completed), note: 'within 15 steps' },
          { name: 'Plans followed', value: percent(followed), note: 'of those with a result' },
        ]
      : []),
  ];
}

function ByDifficulty({ result, kind, others, trained, bands }: EpisodeEvaluationViewProps) {
  const [wanted, setWanted] = useState('score');
  const agents: readonly { readonly label: string; readonly rows: readonly EpisodeDifficulty[] }[] = [
    { label: `This run (${kind})`, rows: result.byDifficulty },
    // More lines than there are colours and shapes could not be told apart.
    ...others.slice(0, 3).map((other) => ({ label: `${other.name} (${other.kind})`, rows: other.result.byDifficulty })),
  ];
  const figure = EPISODE_FIGURES.find(({ id }) => id === wanted) ?? EPISODE_FIGURES[0];
  if (!figure) return null;
  const series = agents.map(({ label, rows }) => episodeSeries(figure, label, rows));
  return (
    <>
      <label class="evaluation-choice">
        Show
        <select value={figure.id} onInput={(event) => setWanted(event.currentTarget.value)}>
          {EPISODE_FIGURES.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <p class="figure-note">{figure.note}</p>
      <SeriesLegend series={series} />
      <IntervalChart
        series={series}
        unit={figure.unit}
        trained={trained}
        bands={bands}
        label={`${figure.title} by difficulty. ${series.map((one) => seriesWords(one, formatOf(figure))).join(' ')}`}
      />
    </>
  );
}
