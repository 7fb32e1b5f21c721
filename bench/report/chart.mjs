/**
 * A line chart with two logarithmic axes as a file of its own: readable on light and dark pages, described for those
 * who cannot see it, and told apart without colours by its markers and labels.
 */
import { figure } from './text.mjs';

/**
 * @typedef {object} Line
 * @property {string} title
 * @property {readonly (readonly [number, number])[]} points Positive, in ascending order of x.
 *
 * @typedef {object} Chart
 * @property {string} title
 * @property {string} description What there is to see, in words.
 * @property {string} x Title of the axis.
 * @property {string} y
 * @property {readonly Line[]} lines
 */

const WIDTH = 860;
const HEIGHT = 460;
const AREA = { left: 64, right: 560, top: 44, bottom: 400 };
/** Of mid lightness, so that they stand out on white and on black alike. Every fourth has the same marker, and differs most. */
const COLOURS = ['#d55e00', '#0072b2', '#009e73', '#cc79a7', '#7f5fc4', '#b8860b', '#56a0d3', '#8c6d5a', '#808080'];
const LABEL_HEIGHT = 17;

/** @param {Chart} chart */
export function lineChart({ title, description, x, y, lines }) {
  const points = lines.flatMap((line) => line.points);
  if (points.length === 0) throw new RangeError(`The chart "${title}" has no points.`);
  const across = scale(
    points.map(([a]) => a),
    AREA.left,
    AREA.right,
  );
  const up = scale(
    points.map(([, b]) => b),
    AREA.bottom,
    AREA.top,
  );
  const labels = spreadOut(
    lines.map((line) => up.place(/** @type {readonly [number, number]} */ (line.points.at(-1))[1])),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    '<style>',
    'text { font: 13px system-ui, sans-serif; fill: #59636e; }',
    '.grid { stroke: #808080; stroke-opacity: 0.3; }',
    '.line { fill: none; stroke-width: 2; }',
    '.leader { fill: none; stroke-opacity: 0.5; }',
    '@media (prefers-color-scheme: dark) { text { fill: #adb6c0; } }',
    '</style>',
    `<text x="${AREA.left}" y="20" font-weight="600">${escaped(title)}</text>`,
    ...across.ticks.flatMap((value) => {
      const at = round(across.place(value));
      return [
        `<line class="grid" x1="${at}" y1="${AREA.top}" x2="${at}" y2="${AREA.bottom}"/>`,
        `<text x="${at}" y="${AREA.bottom + 18}" text-anchor="middle">${short(value)}</text>`,
      ];
    }),
    ...up.ticks.flatMap((value) => {
      const at = round(up.place(value));
      return [
        `<line class="grid" x1="${AREA.left}" y1="${at}" x2="${AREA.right}" y2="${at}"/>`,
        `<text x="${AREA.left - 8}" y="${at + 4}" text-anchor="end">${short(value)}</text>`,
      ];
    }),
    `<text x="${(AREA.left + AREA.right) / 2}" y="${AREA.bottom + 42}" text-anchor="middle">${escaped(x)}</text>`,
    `<text x="16" y="${(AREA.top + AREA.bottom) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(AREA.top + AREA.bottom) / 2})">${escaped(y)}</text>`,
    ...lines.flatMap((line, i) => drawn(line, i, across.place, up.place, /** @type {number} */ (labels[i]))),
    '</svg>',
    '',
  ].join('\n');
}

/**
 * @param {Line} line
 * @param {number} i
 * @param {(value: number) => number} across
 * @param {(value: number) => number} up
 * @param {number} label Where its label stands.
 */
function drawn({ title, points }, i, across, up, label) {
  const colour = COLOURS[i % COLOURS.length];
  const places = points.map(([a, b]) => /** @type {const} */ ([round(across(a)), round(up(b))]));
  const [x, y] = /** @type {readonly [number, number]} */ (places.at(-1));
  const end = AREA.right + 16;
  return [
    `<polyline class="line" stroke="${colour}" points="${places.map((place) => place.join(',')).join(' ')}"/>`,
    ...places.map(([a, b], at) =>
      marker(i, a, b, colour, `${title}: ${short(points[at]?.[0] ?? 0)}, ${figure(points[at]?.[1] ?? 0)}`),
    ),
    `<path class="leader" stroke="${colour}" d="M${x + 6},${y} L${end},${round(label)}"/>`,
    marker(i, end + 6, round(label), colour, ''),
    `<text x="${end + 16}" y="${round(label) + 4}">${escaped(title)}</text>`,
  ];
}

/**
 * @param {number} i
 * @param {number} x
 * @param {number} y
 * @param {string | undefined} colour
 * @param {string} title
 */
function marker(i, x, y, colour, title) {
  const inner = title ? `<title>${escaped(title)}</title>` : '';
  const at = (/** @type {readonly (readonly [number, number])[]} */ corners) =>
    `<polygon fill="${colour}" points="${corners.map(([a, b]) => `${round(x + a)},${round(y + b)}`).join(' ')}">${inner}</polygon>`;
  switch (i % 4) {
    case 0:
      return `<circle fill="${colour}" cx="${x}" cy="${y}" r="4">${inner}</circle>`;
    case 1:
      return at([
        [-3.5, -3.5],
        [3.5, -3.5],
        [3.5, 3.5],
        [-3.5, 3.5],
      ]);
    case 2:
      return at([
        [0, -5],
        [4.5, 3.5],
        [-4.5, 3.5],
      ]);
    default:
      return at([
        [0, -5],
        [5, 0],
        [0, 5],
        [-5, 0],
      ]);
  }
}

/**
 * A logarithmic axis over the values, and its ticks: powers of ten.
 *
 * @param {readonly number[]} values
 * @param {number} from
 * @param {number} to
 */
function scale(values, from, to) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
    place: (/** @type {number} */ value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
  };
}

/**
 * Heights near the given ones that leave room for a line of text each, in the same order.
 *
 * @param {readonly number[]} heights
 */
export function spreadOut(heights) {
  const order = heights
    .map((_, i) => i)
    .sort((a, b) => /** @type {number} */ (heights[a]) - /** @type {number} */ (heights[b]));
  const placed = [...heights];
  let last = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    last = Math.max(last + LABEL_HEIGHT, /** @type {number} */ (heights[i]));
    placed[i] = last;
  }
  // What was pushed out at the bottom comes back up.
  const excess = Math.max(0, last - AREA.bottom);
  return placed.map((height) => Math.max(AREA.top - 10, height - excess));
}

/** 1e6 as "1M". @param {number} value */
function short(value) {
  if (value >= 1e6) return `${figure(value / 1e6)}M`;
  return value >= 1000 ? `${figure(value / 1000)}k` : figure(value);
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
