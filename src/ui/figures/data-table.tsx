/** A table of figures: the first column names the rows; wide ones scroll within their own frame. */
import { useId } from 'preact/hooks';
import type { Table } from '../../experiments/reproduction/section.ts';
import './data-table.css';
import { unbroken } from './unbroken.ts';

export function DataTable({ table }: { table: Table }) {
  const caption = useId();
  return (
    <div class="data-table">
      <p class="caption" id={caption}>
        {unbroken(table.caption)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="scroller" aria-labelledby={caption} tabIndex={0}>
        <table aria-labelledby={caption}>
          <thead>
            <tr>
              {table.head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(([name = '', ...cells]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, i) => (
                  <td key={table.head[i + 1]}>
                    <Cell words={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** An interval stands below its value, so that columns stay narrow. */
function Cell({ words }: { words: string }) {
  const [, value, interval] = /^(.+) (\(.+ to .+\))$/.exec(words) ?? [];
  if (value === undefined) return <>{words}</>;
  return (
    <>
      {value} <span class="interval">{interval}</span>
    </>
  );
}
