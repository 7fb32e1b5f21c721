import { expect, it } from 'vitest';
import { pictureStyles } from '../../../../scripts/publish-report.mjs';
import type { Figure } from '../../../../src/experiments/reproduction/section.ts';
import { shape } from '../../../../src/ui/figures/shape.ts';
import { figureFile, markup } from '../../../../src/ui/figures/svg.ts';

const FIGURE: Figure = {
  kind: 'bars',
  title: 'Agents & "turns" <here>',
  xLabel: '',
  yLabel: 'Mean',
  unit: 'number',
  series: [{ name: 'A', points: [{ x: 'one', y: 2 }] }],
};
const styles = pictureStyles();

it('writes shapes as text, with what could be taken for markup escaped', () => {
  expect(markup(shape('g', { class: 'a' }, [shape('line', { x1: 0 })]))).toBe('<g class="a"><line x1="0"/></g>');
  expect(markup(shape('text', { x: 1 }, 'a < "b" & c'))).toBe('<text x="1">a &lt; &quot;b&quot; &amp; c</text>');
});

it('is a file of its own, described, with every colour that it uses in light and in dark', () => {
  const file = figureFile(FIGURE, styles);
  expect(file).toContain('<title id="title">Agents &amp; &quot;turns&quot; &lt;here&gt;</title>');
  expect(file).toContain('Bars: Mean. A: 2 at one.</desc>');
  const used = new Set([...file.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
  const light = /:root \{ ([^}]*) \}/.exec(file)?.[1] ?? '';
  const dark = /prefers-color-scheme: dark\) \{ :root \{ ([^}]*) \}/.exec(file)?.[1] ?? '';
  expect(used.size).toBeGreaterThan(8);
  for (const name of used) {
    expect(light).toContain(`${name}:`);
    if (name !== '--sans') expect(dark).toContain(`${name}:`);
  }
  expect(light).toContain('--surface: #ffffff;');
  expect(dark).not.toContain('--surface: #ffffff;');
});

it('refuses tokens without the block that it takes colours from', () => {
  expect(() => figureFile(FIGURE, { ...styles, tokens: ':root { --ink: black; }' })).toThrow('data-theme="dark"');
});
