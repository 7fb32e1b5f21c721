/** Plans in plain English: what people read, and what `reading.ts` understands again. */
import type { GoalName, Plan, PlanStep } from './plan.ts';

/** How a goal is said that is to be reached once, and `#` times. */
const PHRASES: Readonly<Record<GoalName, readonly [once: string, often: string]>> = {
  collect_coal: ['collect coal', 'collect # coal'],
  collect_diamond: ['collect a diamond', 'collect # diamonds'],
  collect_drink: ['drink water', 'drink water # times'],
  collect_iron: ['collect iron', 'collect # iron'],
  collect_sapling: ['collect a sapling', 'collect # saplings'],
  collect_stone: ['collect stone', 'collect # stone'],
  collect_wood: ['collect wood', 'collect # wood'],
  defeat_skeleton: ['defeat a skeleton', 'defeat # skeletons'],
  defeat_zombie: ['defeat a zombie', 'defeat # zombies'],
  eat_cow: ['eat a cow', 'eat # cows'],
  eat_plant: ['eat a ripe plant', 'eat # ripe plants'],
  make_iron_pickaxe: ['make an iron pickaxe', 'make # iron pickaxes'],
  make_iron_sword: ['make an iron sword', 'make # iron swords'],
  make_stone_pickaxe: ['make a stone pickaxe', 'make # stone pickaxes'],
  make_stone_sword: ['make a stone sword', 'make # stone swords'],
  make_wood_pickaxe: ['make a wood pickaxe', 'make # wood pickaxes'],
  make_wood_sword: ['make a wood sword', 'make # wood swords'],
  place_furnace: ['place a furnace', 'place # furnaces'],
  place_plant: ['plant a sapling', 'plant # saplings'],
  place_stone: ['place a stone', 'place # stones'],
  place_table: ['place a table', 'place # tables'],
  wake_up: ['sleep until rested', 'sleep until rested # times'],
  explore: ['explore', 'explore # times'],
};

/** `collect 3 wood`, without a direction. */
export function wordGoal(goal: GoalName, count = 1): string {
  const [once, often] = PHRASES[goal];
  return count === 1 ? once : often.replace('#', `${count}`);
}

/** `collect 3 wood to the north`. */
export function wordStep({ goal, count, direction }: PlanStep): string {
  return direction === null ? wordGoal(goal, count) : `${wordGoal(goal, count)} to the ${direction}`;
}

/** `Collect 3 wood to the north, then place a table.` */
export function wordPlan(plan: Plan): string {
  const sentence = plan.map(wordStep).join(', then ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
