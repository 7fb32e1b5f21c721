/** The first screen: what there is to see, and one button that starts it. */
import { useEffect } from 'preact/hooks';
import { DEFAULT_PRESET, PRESETS, type Preset } from '../../experiments/presets/index.ts';
import { useTitle } from '../parts/hooks.ts';
import { refreshRuns } from '../session/storage.ts';
import { PresetCard } from './preset-card.tsx';
import { RecentRuns } from './recent-runs.tsx';
import { type World, worldOf } from './worlds.tsx';
import './gallery.css';

export function Gallery() {
  useTitle('');
  useEffect(() => {
    void refreshRuns();
  }, []);
  return (
    <div class="gallery">
      <header class="opening">
        <h1>Watch a small network learn to delegate.</h1>
        <p class="lede">
          Espalier trains tiny transformer agents by reinforcement learning, entirely in this browser tab. Nothing is
          sent anywhere; close the page and it goes on where it was.
        </p>
      </header>
      {[...presetsByWorld()].map(([world, presets]) => (
        <section key={world.title} class="world" aria-label={world.title}>
          <header>
            <h2>{world.title}</h2>
            <p>{world.about}</p>
          </header>
          <div class="cards">
            {presets.map((preset) => (
              <PresetCard key={preset.id} preset={preset} world={world} first={preset === DEFAULT_PRESET} />
            ))}
          </div>
        </section>
      ))}
      <p class="evidence">
        Does it hold up? <a href="#/report/rao">The evidence</a> takes the paper’s claims one by one, over several
        seeds.
      </p>
      <RecentRuns />
    </div>
  );
}

/** Worlds in the order of their first presets, and the presets of each in theirs. */
function presetsByWorld(): ReadonlyMap<World, readonly Preset[]> {
  const groups = new Map<World, Preset[]>();
  for (const preset of PRESETS) {
    const world = worldOf(preset.experiment);
    groups.set(world, [...(groups.get(world) ?? []), preset]);
  }
  return groups;
}
