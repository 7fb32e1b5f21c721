/** The first screen: what there is to see, and one button that starts it. */
import { useEffect } from 'preact/hooks';
import { PRESETS } from '../../experiments/presets/index.ts';
import { useTitle } from '../parts/hooks.ts';
import { refreshRuns } from '../session/storage.ts';
import { PresetCard } from './preset-card.tsx';
import { RecentRuns } from './recent-runs.tsx';
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
      <div class="cards">
        {PRESETS.map((preset) => (
          <PresetCard key={preset.id} preset={preset} />
        ))}
      </div>
      <p class="evidence">
        Does it hold up? <a href="#/report/rao">The evidence</a> takes the paper’s claims one by one, over several
        seeds.
      </p>
      <RecentRuns />
    </div>
  );
}
