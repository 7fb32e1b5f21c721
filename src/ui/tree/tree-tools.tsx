/** The bar over the tree: what its colour says, how much of it is in view, and ways to what one looks for. */
import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { COLOURING_WORDS, COLOURINGS, type Colouring } from './colouring.ts';
import { DENSITIES, type Density } from './density.ts';
import { LANDMARK_WORDS, LANDMARKS, type Landmark } from './landmarks.ts';
import './tree-tools.css';

export interface ColourChoiceProps {
  readonly by: Colouring;
  /** Those for which this tree has figures. */
  readonly possible: ReadonlySet<Colouring>;
  readonly onChange: (by: Colouring) => void;
}

export function ColourChoice({ by, possible, onChange }: ColourChoiceProps) {
  const id = useId();
  return (
    <span class="tree-choice">
      <label for={id}>Colour by</label>
      <select id={id} value={by} onChange={(event) => onChange(event.currentTarget.value as Colouring)}>
        {COLOURINGS.map((one) => (
          <option key={one} value={one} disabled={!possible.has(one)}>
            {COLOURING_WORDS[one].title}
          </option>
        ))}
      </select>
    </span>
  );
}

export interface LevelChoiceProps {
  /** Null for all. */
  readonly levels: number | null;
  /** Level of the deepest agent. */
  readonly deepest: number;
  readonly onChange: (levels: number | null) => void;
}

export function LevelChoice({ levels, deepest, onChange }: LevelChoiceProps) {
  const id = useId();
  return (
    <span class="tree-choice">
      <label for={id}>Show</label>
      <select
        id={id}
        value={String(levels ?? 0)}
        onChange={(event) => onChange(Number(event.currentTarget.value) || null)}
      >
        <option value="0">all levels</option>
        {Array.from({ length: Math.max(0, deepest - 1, levels ?? 0) }, (_, i) => (
          <option key={i} value={String(i + 1)}>
            {i === 0 ? '1 level' : `${i + 1} levels`}
          </option>
        ))}
      </select>
    </span>
  );
}

export interface ZoomProps {
  readonly density: Density;
  readonly fitting: Density;
  readonly onChange: (density: Density) => void;
}

/** Steps of detail instead of a scale: further out shows more agents with fewer words. */
export function Zoom({ density, fitting, onChange }: ZoomProps) {
  const at = DENSITIES.indexOf(density);
  const out = DENSITIES[at - 1];
  const closer = DENSITIES[at + 1];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="tree-zoom" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom out" disabled={!out} onClick={() => out && onChange(out)}>
        −
      </button>
      <button type="button" aria-label="Zoom in" disabled={!closer} onClick={() => closer && onChange(closer)}>
        +
      </button>
      <button type="button" disabled={density === fitting} onClick={() => onChange(fitting)}>
        Fit
      </button>
    </div>
  );
}

export interface FinderProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly query: string;
  /** Number of agents found; null while nothing is searched for. */
  readonly found: number | null;
  /** How many agents there are of each kind. */
  readonly counts: Readonly<Record<Landmark, number>>;
  readonly onQuery: (query: string) => void;
  readonly onNextFound: () => void;
  readonly onLandmark: (landmark: Landmark) => void;
}

/** Search by goal, and a button for every kind of landmark that this tree has. */
export function Finder({ input, query, found, counts, onQuery, onNextFound, onLandmark }: FinderProps) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onNextFound();
    else if (event.key === 'Escape' && query !== '') onQuery('');
    else return;
    event.preventDefault();
  };
  return (
    <search class="tree-finder">
      <label class="visually-hidden" for={id}>
        Find agents by goal
      </label>
      <input
        id={id}
        ref={input}
        type="search"
        placeholder="Find a goal"
        value={query}
        onInput={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="button" disabled={!found} onClick={onNextFound}>
        Next
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics */}
      <span class="tree-landmarks" role="group" aria-label="Go to the next agent that is">
        {LANDMARKS.filter((landmark) => counts[landmark] > 0).map((landmark) => (
          <button
            key={landmark}
            type="button"
            title={`${LANDMARK_WORDS[landmark].help} (key ${LANDMARK_WORDS[landmark].key})`}
            onClick={() => onLandmark(landmark)}
          >
            {LANDMARK_WORDS[landmark].text} <b>{counts[landmark]}</b>
          </button>
        ))}
      </span>
      <span class="tree-found" role="status">
        {found === null ? '' : found === 0 ? 'none found' : `${found} found`}
      </span>
    </search>
  );
}
