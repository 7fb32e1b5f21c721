/** One preset: its picture, its claim, and the way in. */
import type { Preset } from '../../experiments/presets/index.ts';
import { formatRunHash } from '../../experiments/url.ts';
import { PlayIcon } from '../parts/icons.tsx';
import { navigate } from '../router.ts';
import { startRun } from '../session/active.ts';
import { GrowingTree } from './growing-tree.tsx';

export function PresetCard({ preset }: { preset: Preset }) {
  const baseline = preset.baselineOf !== null;
  const address = (runId: string | null) => formatRunHash({ runId, preset, experiment: preset.experiment, hidden: [] });
  const heading = `preset-${preset.id}`;
  return (
    <article class={baseline ? 'card baseline' : 'card'} aria-labelledby={heading}>
      <div class="picture">
        <GrowingTree recursive={preset.experiment.agent.delegation} />
      </div>
      <div class="words">
        <p class="eyebrow">{baseline ? 'Baseline' : 'Recursive agent optimization'}</p>
        <h2 id={heading}>{preset.title}</h2>
        <p>{preset.claim}</p>
        <p class="actions">
          <button
            type="button"
            class={baseline ? 'button' : 'button primary large'}
            onClick={() => navigate(address(startRun()))}
          >
            <PlayIcon />
            {baseline ? 'Train the baseline' : 'Train'}
          </button>
          <a class="look" href={address(null)}>
            Look at the settings first
          </a>
        </p>
      </div>
    </article>
  );
}
