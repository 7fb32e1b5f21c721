/**
 * A figure as an SVG file of its own: with the app's colours, light and dark, on a ground of its own so that it can be
 * read on any page, and described for those who do not see it.
 */
import type { Figure } from '../../experiments/reproduction/section.ts';
import { plot } from './plot.ts';
import type { Shape } from './shape.ts';
import { inSentences } from './words.ts';

const WIDTH = 720;
const MARGIN = 20;
/** Style sheets as text. */
export interface Styles {
  /** The app's design tokens, light in `:root`, dark in `:root[data-theme="dark"]`. */
  readonly tokens: string;
  /** How shapes look. */
  readonly figure: string;
}

export function figureFile(figure: Figure, { tokens, figure: style }: Styles): string {
  const { width, height, shapes } = plot(figure, WIDTH - 2 * MARGIN);
  const size = { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  const used = [...new Set([...style.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name as string))].sort();
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(figure.title)}</title>`,
    `<desc id="description">${escaped(inSentences(figure))}</desc>`,
    '<style>',
    `:root { ${declarations(tokens, ':root', used)} }`,
    `@media (prefers-color-scheme: dark) { :root { ${declarations(tokens, ':root[data-theme="dark"]', used)} } }`,
    '.ground { fill: var(--surface); }',
    compact(style),
    '</style>',
    `<rect class="ground" width="${size.width}" height="${size.height}" rx="6"/>`,
    `<g class="figure-plot" transform="translate(${MARGIN} ${MARGIN})">`,
    ...shapes.map(markup),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** One shape as SVG text. */
export function markup({ tag, attributes, content }: Shape): string {
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  const inner = typeof content === 'string' ? escaped(content) : content.map(markup).join('');
  return inner === '' ? `<${tag}${list.join('')}/>` : `<${tag}${list.join('')}>${inner}</${tag}>`;
}

/** What a block of the tokens says about the names that are used. */
function declarations(tokens: string, selector: string, used: readonly string[]): string {
  const start = tokens.indexOf(`${selector} {`);
  if (start < 0)
    throw new Error(`The design tokens have no block "${selector}", which pictures take their colours from.`);
  const block = tokens.slice(start, tokens.indexOf('}', start));
  return used
    .flatMap((name) => {
      const value = new RegExp(`${name}:\\s*([^;]+);`).exec(block)?.[1];
      return value === undefined ? [] : [`${name}: ${value};`];
    })
    .join(' ');
}

/** A rule per line, without comments. */
function compact(style: string): string {
  return style
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replaceAll('} ', '}\n')
    .trim();
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
