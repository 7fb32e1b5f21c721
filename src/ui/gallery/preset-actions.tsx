/** The ways into a preset: to train it, or to look at its settings first. */
import type { Preset } from '../../experiments/presets/index.ts';
import { formatRunHash } from '../../experiments/url.ts';
import { PlayIcon } from '../parts/icons.tsx';
import { navigate } from '../router.ts';
import { startRun } from '../session/active.ts';

export interface PresetActionsProps {
  readonly preset: Preset;
  /** Id of the preset's heading. */
  readonly heading: string;
  readonly size: 'large' | 'normal' | 'small';
}

export function PresetActions({ preset, heading, size }: PresetActionsProps) {
  const baseline = preset.baselineOf !== null;
  const address = (runId: string | null) => formatRunHash({ runId, preset, experiment: preset.experiment, hidden: [] });
  return (
    <p class="actions">
      <button
        type="button"
        class={`button${baseline ? '' : ' primary'}${size === 'normal' ? '' : ` ${size}`}`}
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
  );
}
