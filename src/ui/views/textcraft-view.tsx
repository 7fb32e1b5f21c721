/** TextCraft's world: the goal and how far it is, the recipe book that it depends on as a graph, and the inventory. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  describeState,
  type NamedRecipe,
  type StateDescription,
  type TextCraftState,
} from '../../envs/textcraft/index.ts';
import { plural, count as short } from '../format.ts';
import { useSize } from '../tree/use-size.ts';
import { type GraphItem, recipeGraph } from './recipe-graph.ts';
import './textcraft-view.css';
import type { ViewProps } from './view.ts';

export function TextCraftView({ state, previous }: ViewProps<TextCraftState>) {
  const now = useMemo(() => describeState(state), [state]);
  const before = useMemo(() => (previous ? describeState(previous) : null), [previous]);
  const changes = changesBetween(before, now);
  return (
    <div class="textcraft">
      <GoalProgress description={now} />
      <Inventory description={now} changes={changes} />
      <RecipeBook description={now} changes={changes} />
    </div>
  );
}

function GoalProgress({ description: { goal, gained, finished } }: { description: StateDescription }) {
  const made = Math.max(0, Math.min(goal.count, gained));
  const reached = gained >= goal.count;
  const verdict = finished ? (reached ? 'finished, goal reached' : 'finished, goal missed') : 'not finished yet';
  return (
    <section class="textcraft-goal" aria-label="Goal">
      <h4>Goal</h4>
      <p>
        <span class="textcraft-item goal">
          {goal.name} ×{goal.count}
        </span>{' '}
        <progress max={goal.count} value={made} aria-label="Pieces made" /> {made} of {plural(goal.count, 'piece')}{' '}
        made, <span class={finished ? (reached ? 'reached' : 'missed') : ''}>{verdict}</span>
      </p>
    </section>
  );
}

function Inventory({ description, changes }: { description: StateDescription; changes: ReadonlyMap<string, number> }) {
  // What was just used up is still listed, so that its loss can be seen.
  const gone = [...changes].filter(([name]) => !description.inventory.some((item) => item.name === name));
  const items = [...description.inventory, ...gone.map(([name]) => ({ name, count: 0 }))];
  return (
    <section aria-label="Inventory">
      <h4>Inventory</h4>
      {items.length === 0 ? (
        <p class="textcraft-none">Empty.</p>
      ) : (
        <ul class="textcraft-inventory">
          {items.map(({ name, count }) => (
            <li key={name} class={count === 0 ? 'textcraft-item gone' : 'textcraft-item'}>
              {name} <b>{short(count)}</b>
              <Change by={changes.get(name)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Change({ by }: { by: number | undefined }) {
  if (by === undefined) return null;
  return (
    <span class={by > 0 ? 'change gain' : 'change loss'}>
      {by > 0 ? `+${by}` : `−${-by}`}
      <span class="visually-hidden"> in this turn</span>
    </span>
  );
}

/** Least width of a box, and what name and stock need beyond their characters. */
const BOX = { width: 66, height: 28, rowPitch: 38, margin: 10, character: 8.4, padding: 30 };

/** Least gap between columns, and greatest distance. */
const PITCH = { gap: 26, max: 150 };

function RecipeBook({ description, changes }: { description: StateDescription; changes: ReadonlyMap<string, number> }) {
  const [picked, setPicked] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const frame = useSize(scroller);
  const graph = useMemo(() => recipeGraph(description.recipes), [description]);
  const stock = new Map(description.inventory.map(({ name, count }) => [name, count]));
  const places = new Map(graph.items.map((item) => [item.name, item]));
  const shown = places.get(picked ?? description.goal.name);
  const stockText = (name: string) => short(stock.get(name) ?? 0);
  const longest = Math.max(...graph.items.map(({ name }) => name.length + stockText(name).length));
  const width = Math.max(BOX.width, longest * BOX.character + BOX.padding);
  const free = ((frame?.width ?? 0) - 2 * BOX.margin - width) / Math.max(1, graph.columns - 1);
  const columnPitch = Math.max(width + PITCH.gap, Math.min(PITCH.max, free));
  const x = (item: GraphItem) => BOX.margin + item.column * columnPitch;
  const y = (item: GraphItem) => BOX.margin + BOX.height / 2 + item.row * BOX.rowPitch;
  const goalRow = places.get(description.goal.name)?.row ?? 0;
  // A deep goal has more parts than fit; it stands half-way down, and should be seen first.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box) box.scrollTop = BOX.margin + BOX.height / 2 + goalRow * BOX.rowPitch - box.clientHeight / 2;
  }, [goalRow, description.goal.name]);
  return (
    <section aria-label="Recipe book">
      <h4>
        Recipe book{' '}
        <span class="textcraft-note">
          the goal on the left, base materials (round) on the right; dashed: none in stock
        </span>
      </h4>
      <div class="textcraft-graph" ref={scroller}>
        <svg
          width={2 * BOX.margin + (graph.columns - 1) * columnPitch + width}
          height={2 * BOX.margin + (graph.rows - 1) * BOX.rowPitch + BOX.height}
          role="img"
          aria-label={`Recipes in ${plural(graph.columns - 1, 'tier')}; the list below says the same`}
          onPointerLeave={() => setPicked(null)}
        >
          {graph.edges.map(({ ingredient, product, count }) => {
            const from = places.get(ingredient);
            const to = places.get(product);
            if (!from || !to) return null;
            const lit = shown === undefined || product === shown.name || ingredient === shown.name;
            const x0 = x(from);
            const x1 = x(to) + width;
            const middle = (x0 + x1) / 2;
            return (
              <g key={`${ingredient} ${product}`} class={lit ? 'link lit' : 'link'}>
                <path d={`M${x0} ${y(from)}C${middle} ${y(from)} ${middle} ${y(to)} ${x1} ${y(to)}`} />
                {count > 1 && (
                  <text x={x0 - 4} y={y(from) - 4} text-anchor="end">
                    ×{count}
                  </text>
                )}
              </g>
            );
          })}
          {graph.items.map((item) => (
            <g
              key={item.name}
              class={itemClass(item, stock, description.goal.name, shown?.name)}
              transform={`translate(${x(item)} ${y(item)})`}
              onPointerEnter={() => setPicked(item.name)}
            >
              <rect y={-BOX.height / 2} width={width} height={BOX.height} rx={item.recipe ? 6 : 14} />
              <text class="name" x={11} y={4}>
                {item.name}
              </text>
              <text class="stock" x={width - 11} y={4} text-anchor="end">
                {stockText(item.name)}
              </text>
              {changes.has(item.name) && (
                <text class={(changes.get(item.name) ?? 0) > 0 ? 'gain' : 'loss'} x={width / 2} y={-BOX.height / 2 - 2}>
                  {(changes.get(item.name) ?? 0) > 0
                    ? `+${changes.get(item.name)}`
                    : `−${-(changes.get(item.name) ?? 0)}`}
                </text>
              )}
            </g>
          ))}
        </svg>
      </div>
      <p class="textcraft-recipe">{shown?.recipe ? recipeText(shown.recipe) : `${shown?.name}: a base material`}</p>
      <details>
        <summary>All {plural(description.recipes.length, 'recipe')} as a list</summary>
        <ul>
          {description.recipes.map((recipe) => (
            <li key={recipe.name}>
              <span class="textcraft-note">tier {recipe.depth}</span> {recipeText(recipe)}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function itemClass(item: GraphItem, stock: ReadonlyMap<string, number>, goal: string, shown?: string): string {
  const classes = ['item', item.recipe ? 'made' : 'base'];
  if ((stock.get(item.name) ?? 0) > 0) classes.push('stocked');
  if (item.name === goal) classes.push('goal');
  if (item.name === shown) classes.push('shown');
  return classes.join(' ');
}

/** "2 × i5 = i3 + 2 × i9". */
function recipeText({ name, makes, ingredients }: NamedRecipe): string {
  const times = (count: number, item: string) => (count === 1 ? item : `${count} × ${item}`);
  return `${times(makes, name)} = ${ingredients.map((part) => times(part.count, part.name)).join(' + ')}`;
}

/** What went up or down from one state to the next, by item. */
function changesBetween(before: StateDescription | null, now: StateDescription): Map<string, number> {
  const changes = new Map<string, number>();
  if (!before) return changes;
  for (const { name, count } of now.inventory) changes.set(name, count);
  for (const { name, count } of before.inventory) changes.set(name, (changes.get(name) ?? 0) - count);
  for (const [name, by] of changes) if (by === 0) changes.delete(name);
  return changes;
}
