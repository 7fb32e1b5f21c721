/** Names of Crafter's things as people say them. */
import { daylightAt } from '../../envs/crafter/daylight.ts';
import type { AchievementName, ItemName } from '../../envs/crafter/rules.ts';

/** "iron pickaxe" */
export function itemWords(name: ItemName): string {
  return name.replaceAll('_', ' ');
}

/** "Collect a sapling" would be nicer English, but "Collect sapling" is what everyone calls it. */
export function achievementWords(name: AchievementName): string {
  const words = name.replaceAll('_', ' ');
  return words[0]?.toUpperCase() + words.slice(1);
}

/** "Day 2, night": days last 300 steps and begin in the morning. */
export function timeOfDay(step: number, daylight: number): string {
  const twilight = daylightAt(step + 1) > daylightAt(step) ? 'dawn' : 'dusk';
  return `Day ${Math.floor(step / 300) + 1}, ${daylight < 0.3 ? 'night' : daylight < 0.6 ? twilight : 'light'}`;
}
