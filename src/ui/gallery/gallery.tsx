/** The first screen: what there is to see, and one button that starts it. */
import { useEffect } from 'preact/hooks';
import { DEFAULT_PRESET, PRESETS, type Preset } from '../../experiments/presets/index.ts';
import { useTitle } from '../parts/hooks.ts';
import { reportAddress } from '../report/address.ts';
import { hasReport } from '../report/files.ts';
import { refreshRuns } from '../session/storage.ts';
import { METHODS, type MethodIntroduction } from './methods.ts';
import { picturesMove, toggleMotion } from './moving.ts';
import { PresetCard } from './preset-card.tsx';
import { PresetRow } from './preset-row.tsx';
import { RecentRuns } from './recent-runs.tsx';
import { type World, worldOf } from './worlds.tsx';
import './gallery.css';

/** Presets of a world that get a card with a picture; the others get a line. */
const CARDS = 3;

export function Gallery() {
  useTitle('');
  useEffect(() => {
    void refreshRuns();
  }, []);
  return (
    <div class="gallery">
      <header class="opening">
        <h1>Watch a small network learn to delegate, and when to plan.</h1>
        <p class="lede">
          Espalier trains tiny transformer agents by reinforcement learning, entirely in this browser tab. Nothing is
          sent anywhere; close the page and it goes on where it was.
        </p>
        <nav class="method-links" aria-label="Methods">
          {METHODS.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              class="button small"
              onClick={() => document.getElementById(`method-${id}`)?.scrollIntoView()}
            >
              {title}
            </button>
          ))}
        </nav>
        <button type="button" class="button small quiet" onClick={toggleMotion}>
          {picturesMove() ? 'Hold the pictures still' : 'Let the pictures move'}
        </button>
      </header>
      {METHODS.map((method) => (
        <Method key={method.id} method={method} />
      ))}
      <RecentRuns />
    </div>
  );
}

function Method({ method: { id, title, name, idea } }: { method: MethodIntroduction }) {
  const heading = `method-${id}`;
  return (
    <section class="method" aria-labelledby={heading}>
      <header>
        <p class="eyebrow">{name}</p>
        <h2 id={heading}>{title}</h2>
        <p class="idea">{idea}</p>
      </header>
      {[...presetsByWorld(id)].map(([world, presets]) => (
        <WorldSection key={world.title} world={world} presets={presets} />
      ))}
      {hasReport(id) && (
        <p class="evidence">
          Does it hold up? <a href={reportAddress(id)}>The evidence</a> takes the paper’s claims one by one, over
          several seeds.
        </p>
      )}
    </section>
  );
}

function WorldSection({ world, presets }: { world: World; presets: readonly Preset[] }) {
  const others = presets.slice(CARDS);
  return (
    <section class="world" aria-label={world.title}>
      <header>
        <h3>{world.title}</h3>
        <p>{world.about}</p>
      </header>
      <div class={presets.length >= CARDS ? 'cards three' : 'cards'}>
        {presets.slice(0, CARDS).map((preset) => (
          <PresetCard key={preset.id} preset={preset} first={preset === DEFAULT_PRESET} />
        ))}
      </div>
      {others.length > 0 && (
        <ul class="more-presets" aria-label={`More of ${world.title}`}>
          {others.map((preset) => (
            <PresetRow key={preset.id} preset={preset} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Worlds of a method in the order of their first presets, and the presets of each in theirs. */
function presetsByWorld(method: Preset['method']): ReadonlyMap<World, readonly Preset[]> {
  const groups = new Map<World, Preset[]>();
  for (const preset of PRESETS) {
    if (preset.method !== method) continue;
    const world = worldOf(preset.experiment);
    groups.set(world, [...(groups.get(world) ?? []), preset]);
  }
  return groups;
}
