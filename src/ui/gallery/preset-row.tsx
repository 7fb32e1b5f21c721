/** One of the further presets of a world in a line: its claim, and the way in. */
import { agentWords } from '../../experiments/agent-words.ts';
import type { Preset } from '../../experiments/presets/index.ts';
import { PresetActions } from './preset-actions.tsx';

export function PresetRow({ preset }: { preset: Preset }) {
  const heading = `preset-${preset.id}`;
  return (
    <li class="preset-row">
      <div>
        <h4 id={heading}>{preset.title}</h4>
        <p class="eyebrow agent-kind">{agentWords(preset.experiment)}</p>
        <p class="preset-claim">{preset.claim}</p>
      </div>
      <PresetActions preset={preset} heading={heading} size="small" />
    </li>
  );
}
