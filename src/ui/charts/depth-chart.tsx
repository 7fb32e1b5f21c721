/** How deep trees are, by difficulty: a disc at every depth whose area is the share of trees of that depth. */
import { percent } from '../format.ts';
import { useWidth } from '../parts/hooks.ts';
import { DifficultyAxis, type DifficultyBand, type DifficultyPlace, TrainedOn } from './difficulty-axis.tsx';
import './interval-chart.css';

export interface DepthRow {
  readonly difficulty: number;
  /** Trees by the depth of their deepest agent; index = depth. */
  readonly depthHistogram: readonly number[];
}

export interface DepthChartProps {
  readonly rows: readonly DepthRow[];
  readonly trained: readonly [number, number];
  readonly bands: readonly DifficultyBand[];
}

const MARGIN = { top: 22, right: 8, bottom: 54, left: 44 };
const LEVEL = 26;
const RADIUS = 11;

export function DepthChart({ rows, trained, bands }: DepthChartProps) {
  const [box, width] = useWidth<HTMLDivElement>();
  const levels = Math.max(1, ...rows.map(({ depthHistogram }) => depthHistogram.length));
  const height = MARGIN.top + levels * LEVEL + MARGIN.bottom;
  const column = Math.max(1, width - MARGIN.left - MARGIN.right) / Math.max(1, rows.length);
  const difficulties = rows.map(({ difficulty }) => difficulty);
  const x = (difficulty: number) => MARGIN.left + (difficulties.indexOf(difficulty) + 0.5) * column;
  // The root is on top, as in a tree.
  const y = (depth: number) => MARGIN.top + (depth + 0.5) * LEVEL;
  const place: DifficultyPlace = { difficulties, column, x, top: MARGIN.top, bottom: height - MARGIN.bottom };
  const radius = Math.min(RADIUS, column / 2 - 1);
  return (
    <figure class="interval-chart">
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={`Depth of the trees. ${rows.map(words).join(' ')}`}>
            <TrainedOn place={place} trained={trained} />
            {Array.from({ length: levels }, (_, depth) => (
              <g key={depth} class="tick">
                <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y(depth)} y2={y(depth)} />
                <text x={MARGIN.left - 6} y={y(depth)} dy="0.35em" text-anchor="end">
                  {depth}
                </text>
              </g>
            ))}
            <DifficultyAxis place={place} bands={bands} />
            {rows.flatMap(({ difficulty, depthHistogram }) =>
              depthHistogram.map((trees, depth) => {
                if (trees === 0) return null;
                const share = trees / total(depthHistogram);
                return (
                  <circle
                    key={`${difficulty} ${depth}`}
                    class="depth-share"
                    cx={x(difficulty)}
                    cy={y(depth)}
                    r={Math.max(2, radius * Math.sqrt(share))}
                  >
                    <title>{`Difficulty ${difficulty}, depth ${depth}: ${percent(share)} of ${total(depthHistogram)} trees`}</title>
                  </circle>
                );
              }),
            )}
          </svg>
        )}
      </div>
    </figure>
  );
}

function total(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}

function words({ difficulty, depthHistogram }: DepthRow): string {
  const parts = depthHistogram.flatMap((trees, depth) =>
    trees > 0 ? [`${percent(trees / total(depthHistogram))} ${depth} deep`] : [],
  );
  return `At difficulty ${difficulty}: ${parts.join(', ')}.`;
}
