/** Health, food, drink and energy: four meters with their numbers, and a mark beside those that run low. */
import type { ReadonlySignal } from '@preact/signals';
import { ITEMS, MOST, VITALS } from '../../envs/crafter/rules.ts';
import type { Readings } from './moment.ts';
import { PixelIcon } from './pixel-icon.tsx';

/** A vital is low when no more than so much is left. */
const LOW = 3;

export function Vitals({ readings }: { readings: Readings }) {
  return (
    <ul class="vitals" aria-label="How the player is">
      {ITEMS.slice(0, VITALS).map((name, i) => (
        <Vital key={name} name={name} amount={readings.amounts[i] as ReadonlySignal<number>} />
      ))}
    </ul>
  );
}

function Vital({ name, amount }: { name: string; amount: ReadonlySignal<number> }) {
  const now = amount.value;
  const low = now <= LOW;
  return (
    <li class={`vital ${name} ${low ? 'low' : ''}`}>
      <PixelIcon name={`item-${name}`} />
      <span class="vital-name">
        {name}
        {low && <span class="vital-low"> {now === 0 ? 'gone' : 'low'}</span>}
      </span>
      <span class="vital-number numeric">{now}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn as nine cells everywhere */}
      <span
        class="vital-bar"
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={MOST}
        aria-valuenow={now}
        style={{ '--share': now / MOST }}
      />
    </li>
  );
}
