/** The 22 achievements with their pictures, easy ones first; they light up as they are unlocked. */
import { useRef } from 'preact/hooks';
import { ACHIEVEMENTS, type AchievementName } from '../../envs/crafter/rules.ts';
import { countBits, type Readings } from './moment.ts';
import { PixelIcon } from './pixel-icon.tsx';
import { achievementWords } from './words.ts';

/** In the order in which one learns them, with the picture of each. */
const SHOWN: readonly (readonly [AchievementName, string])[] = [
  ['collect_wood', 'item-wood'],
  ['place_table', 'table'],
  ['make_wood_pickaxe', 'item-wood_pickaxe'],
  ['make_wood_sword', 'item-wood_sword'],
  ['collect_sapling', 'item-sapling'],
  ['place_plant', 'sapling'],
  ['eat_plant', 'plant-ripe'],
  ['eat_cow', 'cow'],
  ['collect_drink', 'item-drink'],
  ['wake_up', 'item-sun'],
  ['defeat_zombie', 'zombie'],
  ['collect_stone', 'item-stone'],
  ['place_stone', 'rock-0'],
  ['make_stone_pickaxe', 'item-stone_pickaxe'],
  ['make_stone_sword', 'item-stone_sword'],
  ['defeat_skeleton', 'skeleton'],
  ['collect_coal', 'item-coal'],
  ['place_furnace', 'furnace'],
  ['collect_iron', 'item-iron'],
  ['make_iron_pickaxe', 'item-iron_pickaxe'],
  ['make_iron_sword', 'item-iron_sword'],
  ['collect_diamond', 'item-diamond'],
];

export function Achievements({ readings }: { readings: Readings }) {
  const unlocked = readings.unlocked.value;
  // What was unlocked when the panel came into view is no news.
  const before = useRef(unlocked);
  before.current &= unlocked;
  return (
    <section class="achievements" aria-label="Achievements">
      <h3>
        Achievements{' '}
        <span class="achievement-count numeric">
          {countBits(unlocked)} of {ACHIEVEMENTS.length}
        </span>
      </h3>
      <ul>
        {SHOWN.map(([name, picture]) => {
          const bit = 1 << ACHIEVEMENTS.indexOf(name);
          const has = (unlocked & bit) !== 0;
          const fresh = has && (before.current & bit) === 0;
          return (
            <li key={name} class={`achievement ${has ? 'unlocked' : ''} ${fresh ? 'fresh' : ''}`}>
              <PixelIcon name={picture} />
              <span class="achievement-name">{achievementWords(name)}</span>
              <span class="visually-hidden">{has ? ', unlocked' : ', not yet'}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
