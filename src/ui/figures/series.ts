/**
 * How series are told apart: by colour and, so that nobody needs the colour, lines by dashes and markers, bars by how
 * they are filled. The legend shows the same.
 */
import { LINE, TEXT, widthOf } from './measure.ts';
import { round, type Shape, shape, text, through } from './shape.ts';

const COLOURS = 4;
/** Lengths of dashes and gaps by series; '' is a whole line. */
const DASHES = ['', '7 4', '2 3', '9 3 2 3', '12 5', '4 2'] as const;
const MARKERS = 5;
const FILLS = 4;

/** The class that colours a series. */
export function colourOf(index: number): string {
  return `series-${(index % COLOURS) + 1}`;
}

export function stroke(index: number, path: string): Shape {
  return shape('path', { class: 'stroke', d: path, 'stroke-dasharray': DASHES[index % DASHES.length] || 'none' });
}

/** A disc, a square, a triangle, a diamond, a triangle on its head; every second one is hollow. */
export function marker(index: number, x: number, y: number, content: readonly Shape[] = []): Shape {
  const name = index % 2 === 0 ? 'marker' : 'marker hollow';
  return shape('path', { class: name, d: outline(index % MARKERS, x, y) }, content);
}

function outline(kind: number, x: number, y: number): string {
  const corners = (points: readonly (readonly [number, number])[]) =>
    `${through(points.map(([dx, dy]) => [x + dx, y + dy] as const))}Z`;
  switch (kind) {
    case 0:
      return `M${round(x - 3.8)} ${round(y)}a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0 -7.6 0Z`;
    case 1:
      return corners([
        [-3.5, -3.5],
        [3.5, -3.5],
        [3.5, 3.5],
        [-3.5, 3.5],
      ]);
    case 2:
      return corners([
        [0, -4.8],
        [4.6, 3.4],
        [-4.6, 3.4],
      ]);
    case 3:
      return corners([
        [0, -5],
        [5, 0],
        [0, 5],
        [-5, 0],
      ]);
    default:
      return corners([
        [0, 4.8],
        [4.6, -3.4],
        [-4.6, -3.4],
      ]);
  }
}

/** The bar of a series: filled, hollow, half filled, a little filled. */
export function bar(index: number, box: Box, content: readonly Shape[] = []): Shape {
  const { x, y, width, height } = box;
  return shape(
    'rect',
    { class: `bar fill-${(index % FILLS) + 1}`, x: round(x), y: round(y), width: round(width), height: round(height) },
    content,
  );
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Entry {
  readonly name: string;
  readonly className: string;
  readonly swatch: (x: number, y: number) => readonly Shape[];
}

const SWATCH = 26;
const GAP = 16;

/** The legend, in as many rows as the width asks for; nothing where a single series needs no name. */
export function legend(
  kind: 'lines' | 'bars',
  names: readonly string[],
  trained: boolean,
  width: number,
): { shapes: readonly Shape[]; height: number } {
  const entries: Entry[] = (names.length > 1 ? names : []).map((name, i) => ({
    name,
    className: colourOf(i),
    swatch: (x, y) =>
      kind === 'lines'
        ? [stroke(i, `M${round(x)} ${round(y)}h22`), marker(i, x + 11, y)]
        : [bar(i, { x: x + 6, y: y - 5, width: 12, height: 10 })],
  }));
  if (trained) {
    entries.push({
      name: 'trained on',
      className: 'trained',
      swatch: (x, y) => [shape('rect', { x: round(x + 2), y: round(y - 6), width: 18, height: 12 })],
    });
  }
  let x = 0;
  let y = TEXT;
  const shapes = entries.map(({ name, className, swatch }) => {
    const needed = SWATCH + widthOf(name);
    if (x > 0 && x + needed > width) {
      x = 0;
      y += LINE + 3;
    }
    const group = shape('g', { class: className }, [
      ...swatch(x, y - 4),
      text(name, { x: x + SWATCH, y, class: 'name' }),
    ]);
    x += needed + GAP;
    return group;
  });
  return { shapes, height: entries.length > 0 ? y + 10 : 0 };
}
