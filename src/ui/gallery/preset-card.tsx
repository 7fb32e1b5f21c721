/** One preset: its picture, its claim, and the way in. */
import type { Preset } from '../../experiments/presets/index.ts';
import { formatRunHash } from '../../experiments/url.ts';
import { PlayIcon } from '../parts/icons.tsx';
import { navigate } from '../router.ts';
import { startRun } from '../session/active.ts';
import { ExperimentPicture, type World } from './worlds.tsx';

interface PresetCardProps {
  readonly preset: Preset;
  readonly world: World;
  /** Whether it is the one to begin with. */
  readonly first: boolean;
}

export function PresetCard({ preset, world, first }: PresetCardProps) {
  const baseline = preset.baselineOf !== null;
  const address = (runId: string | null) => formatRunHash({ runId, preset, experiment: preset.experiment, hidden: [] });
  const heading = `preset-${preset.id}`;
  return (
    <article class="card" aria-labelledby={heading}>
      <div class="picture">
        <ExperimentPicture experiment={preset.experiment} />
      </div>
      <div class="words">
        <p class="eyebrow">
          {world.title} · {baseline ? 'baseline without delegation' : 'recursive agent optimization'}
        </p>
        <h3 id={heading}>{preset.title}</h3>
        <p>{preset.claim}</p>
        <p class="actions">
          <button
            type="button"
            class={`button${baseline ? '' : ' primary'}${first ? ' large' : ''}`}
            aria-describedby={heading}
            onClick={() => navigate(address(startRun()))}
          >
            <PlayIcon />
            {baseline ? 'Train the baseline' : 'Train'}
          </button>
          <a class="look" href={address(null)} aria-describedby={heading}>
            See the settings first
          </a>
        </p>
      </div>
    </article>
  );
}
