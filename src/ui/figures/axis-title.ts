/** The title of an axis, on as many lines as its width asks for. */
import { brokenInto, LINE } from './measure.ts';
import { type Shape, text } from './shape.ts';

/** @param y Of the first line; `height` is what the lines after it add. */
export function axisTitle(
  words: string,
  { x, y, anchor, width }: { x: number; y: number; anchor: 'start' | 'middle'; width: number },
): { shapes: readonly Shape[]; height: number } {
  const lines = words === '' ? [] : brokenInto(words, width);
  return {
    shapes: lines.map((line, i) => text(line, { x, y: y + i * LINE, anchor, class: 'axis' })),
    height: Math.max(0, lines.length - 1) * LINE,
  };
}
