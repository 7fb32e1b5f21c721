/** What the player carries: a place for everything that can be carried, so that nothing jumps when something comes. */
import type { ReadonlySignal } from '@preact/signals';
import { ITEMS, type ItemName, VITALS } from '../../envs/crafter/rules.ts';
import type { Readings } from './moment.ts';
import { PixelIcon } from './pixel-icon.tsx';
import { itemWords } from './words.ts';

export function Inventory({ readings }: { readings: Readings }) {
  return (
    <ul class="inventory" aria-label="What the player carries">
      {ITEMS.slice(VITALS).map((name, i) => (
        <Slot key={name} name={name} amount={readings.amounts[VITALS + i] as ReadonlySignal<number>} />
      ))}
    </ul>
  );
}

function Slot({ name, amount }: { name: ItemName; amount: ReadonlySignal<number> }) {
  const now = amount.value;
  return (
    <li class={now === 0 ? 'slot empty-slot' : 'slot'} title={`${itemWords(name)}: ${now}`}>
      <PixelIcon name={`item-${name}`} />
      <span class="visually-hidden">{itemWords(name)}: </span>
      <span class="slot-count numeric">{now}</span>
    </li>
  );
}
