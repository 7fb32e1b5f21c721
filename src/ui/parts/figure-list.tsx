/** Figures, each under its name and with a remark below it; they keep their places while they change. */
import './figure-list.css';

export interface FigureItem {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  /** Whether it is the one that counts most. */
  readonly strong?: boolean;
}

export interface FigureListProps {
  readonly items: readonly FigureItem[];
  /** Columns where there is room. */
  readonly columns: 3 | 4;
}

export function FigureList({ items, columns }: FigureListProps) {
  return (
    <dl class={`figure-list numeric columns-${columns}`}>
      {items.map(({ name, value, note, strong }) => (
        <div key={name} class={strong ? 'strong' : ''}>
          <dt>{name}</dt>
          <dd>
            {value} <span class="figure-detail">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
