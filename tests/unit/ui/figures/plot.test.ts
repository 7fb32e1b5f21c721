/** What figures are drawn of: nothing outside the picture, values where the axes say, and the same in words. */
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../../src/experiments/reproduction/section.ts';
import { widthOf } from '../../../../src/ui/figures/measure.ts';
import { plot } from '../../../../src/ui/figures/plot.ts';
import type { Plot, Shape } from '../../../../src/ui/figures/shape.ts';

const LINES: Figure = {
  kind: 'lines',
  title: 'Success by depth',
  xLabel: 'Crafting depth',
  yLabel: 'Tasks solved',
  unit: 'share',
  trained: [2, 3],
  series: [
    { name: 'Recursive', points: [1, 2, 3, 4, 5, 6].map((x) => ({ x, y: 1 - x / 20, low: 0.6, high: 1 })) },
    { name: 'Single', points: [1, 2, 3, 4, 5, 6].map((x) => ({ x, y: 1 / x, low: 0.5 / x, high: 1 / x })) },
  ],
};

const BARS: Figure = {
  kind: 'bars',
  title: 'Success by band',
  xLabel: 'Difficulty',
  yLabel: 'Tasks solved',
  unit: 'share',
  series: [
    {
      name: 'Recursive',
      points: [
        { x: 'easy', y: 1, low: 0.98, high: 1 },
        { x: 'hard', y: 0.5, low: 0.4, high: 0.6 },
      ],
    },
    {
      name: 'Single',
      points: [
        { x: 'easy', y: 0.8 },
        { x: 'hard', y: 0 },
      ],
    },
  ],
};

function all({ shapes }: Pick<Plot, 'shapes'>): Shape[] {
  return shapes.flatMap((one) => [one, ...(typeof one.content === 'string' ? [] : all({ shapes: one.content }))]);
}

function withClass(drawn: Plot, name: string): Shape[] {
  return all(drawn).filter(({ attributes }) =>
    String(attributes.class ?? '')
      .split(' ')
      .includes(name),
  );
}

const number = (one: Shape | undefined, attribute: string) => Number(one?.attributes[attribute]);
const words = (drawn: Plot, name: string) => withClass(drawn, name).map(({ content }) => content);

/** Every word and every mark lies within the picture. */
function expectInside(drawn: Plot): void {
  for (const { tag, attributes, content } of all(drawn)) {
    if (tag === 'text') {
      const width = widthOf(content as string);
      const shift = { start: 0, middle: 0.5, end: 1 }[attributes['text-anchor'] as 'start'];
      const left = Number(attributes.x) - shift * width;
      expect(left, `${content}`).toBeGreaterThan(-6);
      expect(left + width, `${content}`).toBeLessThan(drawn.width + 6);
      expect(Number(attributes.y)).toBeLessThanOrEqual(drawn.height);
    }
    if (tag === 'rect') {
      expect(Number(attributes.x)).toBeGreaterThanOrEqual(0);
      expect(Number(attributes.x) + Number(attributes.width)).toBeLessThanOrEqual(drawn.width + 0.2);
      expect(Number(attributes.y) + Number(attributes.height)).toBeLessThanOrEqual(drawn.height);
    }
    for (const value of Object.values(attributes)) expect(String(value)).not.toMatch(/NaN|Infinity|undefined/);
  }
}

describe.each([320, 358, 680, 1100])('at %d px', (width) => {
  const wordy = { xLabel: 'A title that is far too long for a single line of a narrow figure, on any axis' };
  const figures = [
    LINES,
    BARS,
    { ...BARS, unit: 'seconds' },
    { ...LINES, ...wordy },
    { ...BARS, ...wordy },
  ] as Figure[];
  it.each(figures)('$kind of $unit stay inside', (figure) => expectInside(plot(figure, width)));
});

describe('lines', () => {
  const drawn = plot(LINES, 680);

  it('have a band, a stroke and a marker per point and series', () => {
    expect(withClass(drawn, 'band')).toHaveLength(2);
    expect(withClass(drawn, 'stroke')).toHaveLength(2 + 2);
    // The legend has one more of each.
    expect(withClass(drawn, 'marker')).toHaveLength(12 + 2);
  });

  it('shade what was trained on, halfway to what was not', () => {
    const [swatch, area] = all(drawn).filter(({ tag }) => tag === 'rect');
    expect(words(drawn, 'name')).toContain('trained on');
    expect(number(swatch, 'width')).toBe(18);
    const ticks = withClass(drawn, 'tick').filter(({ attributes }) => attributes['text-anchor'] === 'middle');
    const at = (x: number) =>
      number(
        ticks.find(({ content }) => content === String(x)),
        'x',
      );
    expect(number(area, 'x')).toBeCloseTo((at(1) + at(2)) / 2, 0);
    expect(number(area, 'x') + number(area, 'width')).toBeCloseTo((at(3) + at(4)) / 2, 0);
  });

  it('shade a single trained place too', () => {
    const one = plot({ ...LINES, trained: [1, 1] }, 680);
    expect(number(all(one).filter(({ tag }) => tag === 'rect')[1], 'width')).toBeGreaterThan(20);
  });

  it('put doublings at equal distances', () => {
    const doubling = [0.5, 1, 2, 4, 8, 16, 32];
    const { shapes, ...size } = plot(
      { ...LINES, trained: [0.5, 4], series: [{ name: 'Recursive', points: doubling.map((x) => ({ x, y: 0.5 })) }] },
      680,
    );
    const ticks = withClass({ shapes, ...size }, 'tick').filter(
      ({ attributes }) => attributes['text-anchor'] === 'middle',
    );
    expect(ticks.map(({ content }) => content)).toEqual(doubling.map(String));
    const gaps = ticks.slice(1).map((tick, i) => number(tick, 'x') - number(ticks[i], 'x'));
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(0.3);
  });

  it('mark few points of a curve, and shorten large numbers on its axis', () => {
    const points = Array.from({ length: 24 }, (_, i) => ({ x: i * 65_000, y: i / 24 }));
    const curve = plot(
      {
        ...LINES,
        series: [
          { name: 'A', points },
          { name: 'B', points },
        ],
      },
      680,
    );
    expect(withClass(curve, 'marker').length).toBeLessThan(14);
    expect(words(curve, 'tick')).toEqual(expect.arrayContaining(['500 k', '1 M']));
  });

  it('can be drawn without points', () => {
    expectInside(plot({ ...LINES, series: [{ name: 'Nothing', points: [] }] }, 680));
  });
});

describe('bars', () => {
  const drawn = plot(BARS, 680);

  it('are as long as their values', () => {
    const heights = withClass(drawn, 'bar')
      .slice(2)
      .map((one) => number(one, 'height'));
    const [full = 0, half = 0, most = 0, none = 0] = heights;
    expect(half / full).toBeCloseTo(0.5, 2);
    expect(most / full).toBeCloseTo(0.8, 2);
    // Nothing is still to be seen.
    expect(none).toBe(1);
  });

  it('have whiskers where there is an interval, and values above', () => {
    expect(withClass(drawn, 'whisker')).toHaveLength(2);
    expect(words(drawn, 'value')).toEqual(['100 %', '50 %', '80 %', '0 %']);
  });

  it('say on demand whose they are', () => {
    const titles = all(drawn).flatMap(({ tag, content }) => (tag === 'title' ? [content] : []));
    expect(titles).toContain('Recursive, hard: 50 % (40 to 60)');
  });

  it('lie down when their names do not fit', () => {
    const long = 'Root’s reward for everyone, unweighted';
    const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${long} ${letter}${'x'.repeat(12)}`);
    const figure: Figure = { ...BARS, series: [{ name: 'Success', points: names.map((x) => ({ x, y: 0.5 })) }] };
    const lying = plot(figure, 358);
    expectInside(lying);
    const bars = withClass(lying, 'bar');
    expect(new Set(bars.map((one) => number(one, 'x'))).size).toBe(1);
    expect(bars.map((one) => number(one, 'y'))).toEqual(bars.map((one) => number(one, 'y')).sort((a, b) => a - b));
    expect(words(lying, 'value')).toHaveLength(5);
    // As a whole and in order.
    expect(words(lying, 'name').join(' ')).toBe(names.join(' '));
  });

  it('leave out what one series lacks', () => {
    const figure: Figure = { ...BARS, series: [BARS.series[0]!, { name: 'Single', points: [{ x: 'hard', y: 0.1 }] }] };
    expect(withClass(plot(figure, 680), 'bar')).toHaveLength(3 + 2);
  });
});

it('tells series apart without colours', () => {
  const points = [1, 2, 3].map((x) => ({ x, y: x }));
  const five = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ name, points }));
  const lines = plot({ ...LINES, series: five }, 1100);
  const dashes = withClass(lines, 'stroke').map(({ attributes }) => attributes['stroke-dasharray']);
  expect(new Set(dashes).size).toBe(5);
  const bars = plot({ ...BARS, series: five.slice(0, 4) }, 1100);
  expect(new Set(withClass(bars, 'bar').map(({ attributes }) => attributes.class)).size).toBe(4);
});
