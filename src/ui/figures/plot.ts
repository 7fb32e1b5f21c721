/** A figure laid out for a width in pixels: shapes to draw and the height they take. */
import type { Figure } from '../../experiments/reproduction/section.ts';
import { barFigure } from './bars.ts';
import { lineFigure } from './lines.ts';
import type { Plot } from './shape.ts';

/** Narrower than this nothing can be read; the figure is then drawn so wide and made smaller. */
const LEAST_WIDTH = 260;

export function plot(figure: Figure, width: number): Plot {
  const room = Math.max(LEAST_WIDTH, width);
  return figure.kind === 'lines' ? lineFigure(figure, room) : barFigure(figure, room);
}
