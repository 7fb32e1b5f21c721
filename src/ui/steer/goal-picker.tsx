/** Picks one goal with its count and direction, for a plan that is put together rather than typed. */
import { useId, useState } from 'preact/hooks';
import { DIRECTIONS, type Direction, type GoalName, mostCount, type PlanStep } from '../../envs/crafter/plan.ts';
import { wordGoal } from '../../envs/crafter/wording.ts';

const GROUPS: readonly (readonly [string, readonly GoalName[]])[] = [
  ['Gather', ['collect_wood', 'collect_stone', 'collect_coal', 'collect_iron', 'collect_diamond', 'collect_sapling']],
  ['Live', ['collect_drink', 'eat_cow', 'eat_plant', 'wake_up']],
  ['Place', ['place_table', 'place_furnace', 'place_stone', 'place_plant']],
  [
    'Make',
    [
      'make_wood_pickaxe',
      'make_stone_pickaxe',
      'make_iron_pickaxe',
      'make_wood_sword',
      'make_stone_sword',
      'make_iron_sword',
    ],
  ],
  ['Fight', ['defeat_zombie', 'defeat_skeleton']],
  ['Look around', ['explore']],
];

export function GoalPicker({ disabled, add }: { disabled: boolean; add: (step: PlanStep) => void }) {
  const id = useId();
  const [goal, setGoal] = useState<GoalName>('collect_wood');
  const [count, setCount] = useState(1);
  const [direction, setDirection] = useState<Direction | null>(null);
  const most = mostCount(goal);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and form semantics
    <div class="goal-picker" role="group" aria-label="Put a goal into the plan">
      <span class="field goal-field">
        <label for={`${id}-goal`}>Goal</label>
        <select id={`${id}-goal`} value={goal} onChange={(event) => setGoal(event.currentTarget.value as GoalName)}>
          {GROUPS.map(([group, goals]) => (
            <optgroup key={group} label={group}>
              {goals.map((name) => (
                <option key={name} value={name}>
                  {wordGoal(name)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </span>
      <span class="field">
        <label for={`${id}-count`}>Times</label>
        <select
          id={`${id}-count`}
          value={Math.min(count, most)}
          disabled={most === 1}
          onChange={(event) => setCount(Number(event.currentTarget.value))}
        >
          {Array.from({ length: most }, (_, i) => (
            <option key={i} value={i + 1}>
              {i + 1}
            </option>
          ))}
        </select>
      </span>
      <span class="field">
        <label for={`${id}-direction`}>Where</label>
        <select
          id={`${id}-direction`}
          value={direction ?? ''}
          onChange={(event) => setDirection((event.currentTarget.value || null) as Direction | null)}
        >
          <option value="">anywhere</option>
          {DIRECTIONS.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </span>
      <button
        type="button"
        class="button"
        disabled={disabled}
        onClick={() => add({ goal, count: Math.min(count, most), direction })}
      >
        Add
      </button>
    </div>
  );
}
