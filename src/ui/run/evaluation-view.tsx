/** One evaluation: a figure of choice by difficulty, the comparison task by task, and the numbers. */
import { useState } from 'preact/hooks';
import type { EvaluationResult } from '../../rl/records.ts';
import { DepthChart } from '../charts/depth-chart.tsx';
import type { DifficultyBand } from '../charts/difficulty-axis.tsx';
import { IntervalChart, SeriesLegend, seriesWords } from '../charts/interval-chart.tsx';
import { plural } from '../format.ts';
import { type Comparison, taskByTask } from '../session/comparison.ts';
import { DEPTHS, FIGURES, type Figure, formatOf, routerWarning, seriesOf } from './evaluation-figures.ts';
import { NumbersTable, SpeedTable } from './evaluation-numbers.tsx';
import { TaskComparison } from './task-comparison.tsx';

export interface EvaluationViewProps {
  readonly result: EvaluationResult;
  readonly comparison: Comparison | null;
  /** Difficulties that were trained on, both ends included. */
  readonly trained: readonly [number, number];
  readonly bands: readonly DifficultyBand[];
}

export function EvaluationView({ result, comparison, trained, bands }: EvaluationViewProps) {
  const [wanted, setWanted] = useState('success');
  const rows = result.byDifficulty;
  const figures = FIGURES.filter(({ applies }) => applies?.(rows) ?? true);
  const figure = wanted === DEPTHS.id ? null : (figures.find(({ id }) => id === wanted) ?? figures[0] ?? null);
  const warning = routerWarning(rows);
  const [first] = rows;
  return (
    <>
      <label class="evaluation-choice">
        Show
        <select value={figure?.id ?? DEPTHS.id} onInput={(event) => setWanted(event.currentTarget.value)}>
          {[...figures, DEPTHS].map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {figure ? (
        <FigureChart figure={figure} result={result} comparison={comparison} trained={trained} bands={bands} />
      ) : (
        <>
          <p class="figure-note">
            How deep the trees of this run are. The larger the disc, the more trees have their deepest agent there.
          </p>
          <DepthChart rows={rows} trained={trained} bands={bands} />
        </>
      )}
      <p class="eyebrow numeric">
        After step {result.step}, {plural(first?.tasks ?? 0, 'task')} per difficulty
        {first && first.samples > 1 && `, ${first.samples} attempts each`}
        {figure?.lines.some(({ interval }) => interval) && '; bars are 95 % intervals'}.{' '}
        {!comparison && missingWords(result.delegation)}
      </p>
      {warning !== '' && <p class="notice warning">{warning}</p>}
      {comparison && (
        <TaskComparison
          comparison={taskByTask(result, comparison.results)}
          recursive={result.delegation ? 'this run' : comparison.name}
          single={result.delegation ? comparison.name : 'this run'}
          kept={first?.attempts !== undefined}
        />
      )}
      <NumbersTable rows={rows} />
      {result.speed && result.speed.length > 0 && <SpeedTable speed={result.speed} />}
    </>
  );
}

interface FigureChartProps extends EvaluationViewProps {
  readonly figure: Figure;
}

function FigureChart({ figure, result, comparison, trained, bands }: FigureChartProps) {
  const series = seriesOf(figure, agentWords(result.delegation, 'this run'), result.byDifficulty);
  if (comparison) {
    const { delegation, name } = comparison;
    series.push(...seriesOf(figure, agentWords(delegation, name), comparison.result.byDifficulty));
  }
  const format = formatOf(figure);
  return (
    <>
      <p class="figure-note">{figure.note}</p>
      <SeriesLegend series={series} />
      <IntervalChart
        series={series}
        unit={figure.unit}
        trained={trained}
        bands={bands}
        label={`${figure.title} by difficulty. ${series.map((one) => seriesWords(one, format)).join(' ')}`}
      />
    </>
  );
}

function agentWords(delegation: boolean, name: string): string {
  return `${delegation ? 'Recursive agent' : 'Single agent'} (${name})`;
}

function missingWords(delegation: boolean): string {
  const other = delegation ? 'single-agent baseline' : 'recursive agent';
  return `Train the ${other} with the same settings to see the two side by side.`;
}
