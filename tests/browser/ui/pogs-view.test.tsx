/** The view of a search as people use it: the map by pointer and keys, the plan, both themes, 390 px. */
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type PogsState, pogs } from '../../../src/envs/pogs/index.ts';
import { key } from '../../../src/random/index.ts';
import { PogsView } from '../../../src/ui/views/pogs-view.tsx';
import { picture, type Stage, settled, stage } from './gallery.tsx';

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

interface Moment {
  readonly state: PogsState;
  readonly previous: PogsState | null;
  readonly plan: readonly number[] | null;
}

/** All moments of the scripted player's search. */
function search(seed: number, settings: Record<string, number> = {}, style = 4, noise = 0.1): Moment[] {
  const world = pogs.restore(pogs.generate(key(seed), 2, settings).state);
  const player = pogs.player(key(seed), { style, noise, interval: [3, 5] }, settings);
  let previous: PogsState | null = null;
  let plan: readonly number[] | null = null;
  const moments: Moment[] = [];
  for (let over = false; !over; ) {
    const state = world.snapshot();
    const turn = player.next(world);
    plan = turn.plan ?? plan;
    moments.push({ state, previous, plan });
    previous = state;
    const { terminated, truncated } = world.act(turn.action);
    over = terminated || truncated;
  }
  return [...moments, { state: world.snapshot(), previous, plan }];
}

const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';
const all = (selector: string) => [...(current?.root.querySelectorAll(selector) ?? [])];
const labelOf = (node: Element | undefined) => node?.querySelector('text')?.textContent;

describe('PogsView', () => {
  it('shows where the agent is, what it seeks, sees and plans', async () => {
    const moments = search(3);
    const { state, previous, plan } = moments[6] as Moment;
    current = await stage(<PogsView state={state} previous={previous} plan={plan} />);
    const here = `${state.walk.at(-1)}`;
    expect(text('[aria-label="Search"]')).toContain(`Step 6 of 30. At node ${here}, looking for node ${state.target}`);
    expect(text('[aria-label="Search"]')).toContain(`Plan: ${pogs.wordPlan(plan ?? [], {})}.`);
    expect(all('.node')).toHaveLength(20);
    expect(all('.edge')).toHaveLength(19);
    expect(all('.node.here').map(labelOf)).toEqual([here]);
    expect(all('.node.target').map(labelOf)).toEqual([`${state.target}`]);
    expect(new Set(all('.node.visited').map(labelOf))).toEqual(new Set(state.walk.map(String)));
    expect(all('.node.never').length).toBeGreaterThan(0);
    expect(all('.node .goal')).toHaveLength(1);
    expect(all('polyline.plan')[0]?.getAttribute('points')).not.toBe('');
  });

  it('marks what has just come into sight, and nothing at the beginning', async () => {
    const [first, second] = search(3) as [Moment, Moment];
    current = await stage(<PogsView {...first} />);
    expect(all('.fresh')).toHaveLength(0);
    await current.rerender(<PogsView {...second} />);
    expect(all('.fresh').length).toBeGreaterThan(0);
    for (const node of all('.fresh')) expect(node.classList.contains('now')).toBe(true);
  });

  it('does without a plan', async () => {
    const { state } = search(3)[2] as Moment;
    current = await stage(<PogsView state={state} previous={null} plan={null} />);
    expect(text('[aria-label="Search"]')).toContain('No plan is carried.');
    expect(all('.goal')).toHaveLength(0);
    expect(all('polyline.plan')[0]?.getAttribute('points')).toBe('');
  });

  it('tells of each node by pointer and by keys, and of the agent otherwise', async () => {
    const { state, previous, plan } = search(3)[4] as Moment;
    current = await stage(<PogsView state={state} previous={previous} plan={plan} />);
    const line = () => text('.view-work');
    expect(line()).toContain('the agent is here');
    const slider = page.getByRole('slider', { name: 'Node on the map' });
    await userEvent.click(slider);
    await userEvent.keyboard('{Home}');
    expect(line()).toMatch(/^Node 0: /);
    expect(slider.element().getAttribute('aria-valuetext')).toBe(line());
    expect(all('.picked').map(labelOf)).toEqual(['0']);
    await userEvent.keyboard('{ArrowRight}');
    expect(line()).toMatch(/^Node 1: /);
    (slider.element() as HTMLElement).blur();
    await settled();
    expect(line()).toContain('the agent is here');
    await userEvent.click(all('.node.target')[0] as Element);
    expect(line()).toContain('the target');
  });

  it('says everything as text and as a list', async () => {
    const { state, previous, plan } = search(3)[4] as Moment;
    current = await stage(<PogsView state={state} previous={previous} plan={plan} />);
    expect(text('pre')).toContain(`current node: ${state.walk.at(-1)}, target node: ${state.target}`);
    expect(all('details li')).toHaveLength(20);
    expect(text('details:last-of-type p')).toBe(`The walk: ${state.walk.join(', ')}.`);
  });

  it.each([
    ['light', 1000],
    ['dark', 1000],
    ['light', 390],
    ['dark', 390],
  ] as const)('stands well in %s at %i px', async (theme, width) => {
    const moments = search(8);
    const { state, previous, plan } = moments[Math.floor(moments.length * 0.7)] as Moment;
    current = await stage(<PogsView state={state} previous={previous} plan={plan} />, { theme, width, height: 860 });
    await picture(`pogs-${theme}-${width}`);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    // No two nodes cover each other.
    const boxes = all('.node .mark').map((mark) => mark.getBoundingClientRect());
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(0, i)) {
        expect(a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom).toBe(true);
      }
    });
  });

  it('has room for the largest tree', async () => {
    const moments = search(5, { nodes: 40, hops: 3 }, 2);
    const { state, previous, plan } = moments.at(-1) as Moment;
    current = await stage(<PogsView state={state} previous={previous} plan={plan} />, { width: 390, height: 860 });
    await picture('pogs-largest-390');
    expect(all('.node')).toHaveLength(40);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
    expect(text('[aria-label="Search"]')).toContain('is reached');
  });
});
