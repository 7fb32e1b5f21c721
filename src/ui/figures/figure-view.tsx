/**
 * A figure on the page: title, picture, and the same in words and numbers for those who do not see it or want them
 * exactly.
 */
import type { ComponentChild } from 'preact';
import { createElement } from 'preact';
import type { Figure } from '../../experiments/reproduction/section.ts';
import { useWidth } from '../parts/hooks.ts';
import { DataTable } from './data-table.tsx';
import './figure.css';
import './figure-view.css';
import { plot } from './plot.ts';
import type { Shape } from './shape.ts';
import { unbroken } from './unbroken.ts';
import { inSentences, intervalNote, numbers } from './words.ts';

export function FigureView({ figure }: { figure: Figure }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const note = intervalNote(figure);
  return (
    <figure class="figure">
      <figcaption>
        <strong>{figure.title}.</strong> {unbroken(note)}
      </figcaption>
      <div ref={box}>{width > 0 && <Picture figure={figure} width={width} />}</div>
      <details>
        <summary>The numbers</summary>
        <DataTable table={numbers(figure)} />
      </details>
    </figure>
  );
}

function Picture({ figure, width: room }: { figure: Figure; width: number }) {
  const { width, height, shapes } = plot(figure, room);
  return (
    <svg class="figure-plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={inSentences(figure)}>
      {shapes.map(element)}
    </svg>
  );
}

function element({ tag, attributes, content }: Shape): ComponentChild {
  return createElement(tag, attributes as object, typeof content === 'string' ? content : content.map(element));
}
