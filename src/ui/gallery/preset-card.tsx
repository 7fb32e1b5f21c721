/** One preset: its picture, its claim, and the way in. */
import { agentWords } from '../../experiments/agent-words.ts';
import type { Preset } from '../../experiments/presets/index.ts';
import { PresetActions } from './preset-actions.tsx';
import { ExperimentPicture } from './worlds.tsx';

interface PresetCardProps {
  readonly preset: Preset;
  /** Whether it is the one to begin with. */
  readonly first: boolean;
}

export function PresetCard({ preset, first }: PresetCardProps) {
  const heading = `preset-${preset.id}`;
  return (
    <article class="card" aria-labelledby={heading}>
      <div class="picture">
        <ExperimentPicture experiment={preset.experiment} />
      </div>
      <div class="words">
        <p class="eyebrow agent-kind">
          {preset.baselineOf !== null && 'baseline: '}
          {agentWords(preset.experiment)}
        </p>
        <h4 id={heading}>{preset.title}</h4>
        <p>{preset.claim}</p>
        <PresetActions preset={preset} heading={heading} size={first ? 'large' : 'normal'} />
      </div>
    </article>
  );
}
