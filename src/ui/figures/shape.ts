/**
 * What a figure is drawn of: SVG elements as plain data, which the page renders and the documentation writes as text.
 * Coordinates are pixels from the top left; colours and fonts are the style sheet's, by class.
 */

export interface Shape {
  readonly tag: 'g' | 'line' | 'path' | 'rect' | 'text' | 'title';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly content: string | readonly Shape[];
}

/** A figure laid out for a width. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export function shape(tag: Shape['tag'], attributes: Shape['attributes'], content: Shape['content'] = []): Shape {
  return { tag, attributes, content };
}

/** A tenth of a pixel is as fine as anyone sees, and keeps files small. */
export function round(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}

export function text(
  words: string,
  at: { x: number; y: number; anchor?: 'start' | 'middle' | 'end'; class: string },
): Shape {
  return shape('text', { class: at.class, x: round(at.x), y: round(at.y), 'text-anchor': at.anchor ?? 'start' }, words);
}

/** A straight line, horizontal or vertical as its ends say. */
export function rule(name: string, x1: number, y1: number, x2: number, y2: number): Shape {
  return shape('line', { class: name, x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2) });
}

/** What a pointer that rests on a mark is told. */
export function hint(words: string): Shape {
  return shape('title', {}, words);
}

/** A path through points: `M1 2L3 4`. */
export function through(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}
