/** The tree as people use it: mouse, keyboard, screen reader, zoom, and growth while it is watched. */
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { textcraft } from '../../../src/envs/textcraft/index.ts';
import { DelegationTree } from '../../../src/ui/tree/delegation-tree.tsx';
import { fromLiveTree, fromTreeRecord, type NodeStatus, type TreeNodeView } from '../../../src/ui/tree/nodes.ts';
import { type ExpertTreeOptions, expertTree } from '../../support/expert-trees.ts';
import { row } from '../../support/tree-rows.ts';
import { picture, type Stage, settled, stage } from './gallery.tsx';

const names = textcraft.vocabulary({}).names;
const nameOf = (token: number) => names[token] ?? '?';

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

const LARGE: ExpertTreeOptions = { seed: 7, difficulty: 8, noise: 0.06, context: 120, turns: 14 };

/** root ─ a ─ a1, a2; root ─ b */
const FAMILY = [
  row('0', { subtreeAgents: 5 }),
  row('0.0', { subtreeAgents: 3 }),
  row('0.0.0'),
  row('0.0.1'),
  row('0.1'),
];

interface Shown {
  readonly selections: string[];
  item(path: string): HTMLElement;
  focused(): string | undefined;
}

async function show(nodes: readonly TreeNodeView[], selected: string | null = null): Promise<Shown> {
  const selections: string[] = [];
  const select = (path: string) => selections.push(path);
  current = await stage(<DelegationTree nodes={nodes} selected={selected} onSelect={select} nameOf={nameOf} />);
  return {
    selections,
    item: (path) => current?.root.querySelector(`[data-path="${path}"]`) as HTMLElement,
    focused: () => (document.activeElement as HTMLElement | null)?.dataset.path,
  };
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    await userEvent.keyboard(`{${key}}`);
    await settled();
  }
}

describe('DelegationTree', () => {
  it('says so while there is no tree', async () => {
    await show([]);
    expect(current?.root.textContent).toMatch(/^No tree yet/);
  });

  it('is a tree for screen readers, with levels, places and expansion', async () => {
    await show(FAMILY, '0.0');
    await expect.element(page.getByRole('tree', { name: /^Delegation tree: 5 agents/ })).toBeInTheDocument();
    expect(page.getByRole('treeitem').elements()).toHaveLength(5);
    const item = page.getByRole('treeitem', { selected: true });
    await expect.element(item).toHaveAttribute('aria-level', '2');
    await expect.element(item).toHaveAttribute('aria-posinset', '1');
    await expect.element(item).toHaveAttribute('aria-setsize', '2');
    await expect.element(item).toHaveAttribute('aria-expanded', 'true');
  });

  it('speaks status and figures, and leaves aria-expanded off leaves', async () => {
    const { item } = await show([
      row('0', { status: 'failed', score: 0, reward: 0.4, refused: 2, subtreeAgents: 2, critical: true }),
      row('0.0', { status: 'context', joined: false }),
    ]);
    expect(item('0').getAttribute('aria-label')).toBe(
      'no goal, finished, goal missed, 3 turns, score 0, reward 0.40, 2 refused spawns, ' +
        '2 agents with 3 turns in its subtree, on the critical path',
    );
    expect(item('0.0').getAttribute('aria-label')).toContain('context window full');
    expect(item('0.0').getAttribute('aria-label')).toContain('result lost');
    expect(item('0.0').hasAttribute('aria-expanded')).toBe(false);
  });

  it('selects by click', async () => {
    const { selections, item } = await show(FAMILY);
    await userEvent.click(item('0.0.1'));
    expect(selections).toEqual(['0.0.1']);
  });

  it('has one tab stop and walks by arrow keys', async () => {
    const { focused, selections } = await show(FAMILY);
    expect(current?.root.querySelectorAll('[role="treeitem"][tabindex="0"]')).toHaveLength(1);
    current?.root.querySelector<SVGElement>('[role="treeitem"][tabindex="0"]')?.focus();
    expect(focused()).toBe('0');
    await press('ArrowDown');
    expect(focused()).toBe('0.0');
    await press('ArrowRight');
    expect(focused()).toBe('0.0.0');
    await press('ArrowDown', 'ArrowDown');
    expect(focused()).toBe('0.1');
    await press('ArrowUp');
    expect(focused()).toBe('0.0.1');
    await press('ArrowLeft');
    expect(focused()).toBe('0.0');
    await press('End');
    expect(focused()).toBe('0.1');
    await press('Home');
    expect(focused()).toBe('0');
    await press('ArrowDown', 'Enter', 'ArrowDown', 'Space');
    expect(selections).toEqual(['0.0', '0.0.0']);
    expect(current?.root.querySelectorAll('[role="treeitem"][tabindex="0"]')).toHaveLength(1);
  });

  it('folds and unfolds a branch, by key and by double click', async () => {
    const { item, focused } = await show(FAMILY);
    item('0.0').focus();
    await press('ArrowLeft');
    expect(item('0.0.0')).toBeNull();
    expect(item('0.0').getAttribute('aria-expanded')).toBe('false');
    expect(item('0.0').textContent).toContain('+2');
    expect(focused()).toBe('0.0');
    await press('ArrowRight');
    expect(item('0.0.0')).not.toBeNull();
    await userEvent.dblClick(item('0'));
    await settled();
    expect(page.getByRole('treeitem').elements()).toHaveLength(1);
  });

  it('tells more about the agent under the pointer, else the focused, else the selected one', async () => {
    const { item } = await show(
      FAMILY.map((node, i) => ({ ...node, turns: 10 + i })),
      '0.1',
    );
    const turns = () => current?.root.querySelector('.node-detail dd')?.textContent;
    // The pointer may still lie where the last test left it.
    await userEvent.hover(page.getByText('How to read this tree'));
    await settled();
    expect(turns()).toBe('14');
    item('0.0').focus();
    await settled();
    expect(turns()).toBe('11');
    await userEvent.hover(item('0.0.0'));
    await settled();
    expect(turns()).toBe('12');
  });

  it('shows every status by a silhouette and words of its own', async () => {
    const statuses: NodeStatus[] = ['thinking', 'waiting', 'solved', 'failed', 'turns', 'context'];
    await show([row('0', { subtreeAgents: 7 }), ...statuses.map((status, i) => row(`0.${i}`, { status }))]);
    await userEvent.click(page.getByRole('button', { name: 'Zoom in' }));
    const shapes = statuses.map((_, i) => current?.root.querySelector(`[data-path="0.${i}"] .glyph`)?.innerHTML);
    expect(new Set(shapes).size).toBe(6);
    const words = statuses.map((_, i) => current?.root.querySelector(`[data-path="0.${i}"] .state`)?.textContent);
    expect(new Set(words).size).toBe(6);
  });

  it('draws siblings launched together, lost results and refusals', async () => {
    await show([
      row('0', { refused: 1, subtreeAgents: 4 }),
      row('0.0', { batch: 0 }),
      row('0.1', { batch: 0, joined: false }),
      row('0.2'),
    ]);
    expect(current?.root.querySelectorAll('.edges .batch-dot')).toHaveLength(2);
    expect(current?.root.querySelectorAll('.edges .batch')).toHaveLength(1);
    expect(current?.root.querySelectorAll('.edges .lost-mark')).toHaveLength(1);
    expect(current?.root.querySelectorAll('.node .refused')).toHaveLength(1);
  });

  it('zooms by detail and fits', async () => {
    const { record } = await expertTree({ seed: 3, difficulty: 5, noise: 0.12, depthCap: 4 });
    await show(fromTreeRecord(record));
    const density = () => current?.root.querySelector('.node')?.classList[2];
    expect(density()).toBe('compact');
    await userEvent.click(page.getByRole('button', { name: 'Zoom in' }));
    expect(density()).toBe('roomy');
    await expect.element(page.getByRole('button', { name: 'Zoom in' })).toBeDisabled();
    await userEvent.click(page.getByRole('button', { name: 'Fit' }));
    expect(density()).toBe('overview');
    await expect.element(page.getByRole('button', { name: 'Zoom out' })).toBeDisabled();
  });

  it('keeps the ancestors of what is scrolled to in view', async () => {
    const { record } = await expertTree({ seed: 3, difficulty: 5, noise: 0.12, depthCap: 4 });
    await show(fromTreeRecord(record));
    const scroller = current?.root.querySelector('.tree-scroller') as HTMLElement;
    scroller.scrollTop = scroller.scrollHeight;
    await settled();
    await picture('tree-scrolled');
    const root = current?.root.querySelector('[data-path="0"] .box')?.getBoundingClientRect() as DOMRect;
    const frame = scroller.getBoundingClientRect();
    expect(root.top).toBeGreaterThanOrEqual(frame.top);
    expect(root.bottom).toBeLessThanOrEqual(frame.bottom);
  });

  it('draws of a large tree what is near the view, and the rest as one scrolls', async () => {
    const nodes = fromTreeRecord((await expertTree(LARGE)).record);
    expect(nodes.length).toBeGreaterThan(200);
    await show(nodes);
    const scroller = current?.root.querySelector('.tree-scroller') as HTMLElement;
    const drawn = () => [...scroller.querySelectorAll<HTMLElement>('.node')];
    expect(drawn().length).toBeLessThan(nodes.length / 2);
    const seen = new Set<string>();
    for (let top = 0; top <= scroller.scrollHeight; top += scroller.clientHeight) {
      scroller.scrollTop = top;
      await settled();
      const frame = scroller.getBoundingClientRect();
      for (const node of drawn()) {
        const box = node.querySelector('.box')?.getBoundingClientRect() as DOMRect;
        if (box.bottom > frame.top && box.top < frame.bottom) seen.add(node.dataset.path ?? '');
      }
    }
    expect(seen.size).toBe(nodes.length);
  });

  it('leads to landmarks by button and by key, unfolding what hides them', async () => {
    const nodes = fromTreeRecord((await expertTree(LARGE)).record);
    const failed = nodes.filter(({ status }) => status === 'failed' || status === 'turns' || status === 'context');
    const { selections, item, focused } = await show(nodes);
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Show' }), '1 level');
    await settled();
    expect(page.getByRole('treeitem').elements().length).toBeLessThan(10);
    const button = page.getByRole('button', { name: `failed ${failed.length}` });
    await userEvent.click(button);
    await settled();
    expect(selections).toHaveLength(1);
    expect(failed.map(({ path }) => path)).toContain(selections[0]);
    expect(item(selections[0]!)).not.toBeNull();
    item(selections[0]!).focus();
    await press('d');
    const deepest = Math.max(...nodes.map(({ depth }) => depth));
    expect(focused()?.split('.')).toHaveLength(deepest + 1);
    await press('1');
    expect(page.getByRole('treeitem').elements().length).toBeLessThan(10);
    await press('0');
    await userEvent.keyboard('/');
    await settled();
    expect(document.activeElement?.getAttribute('type')).toBe('search');
  });

  it('finds agents by goal and steps through them', async () => {
    const nodes = fromTreeRecord((await expertTree(LARGE)).record);
    const { selections } = await show(nodes);
    await userEvent.fill(page.getByRole('searchbox', { name: 'Find agents by goal' }), 'I31');
    await settled();
    const wanted = nodes.filter(({ goal }) => goal.some((token) => nameOf(token).includes('i31')));
    expect(wanted.length).toBeGreaterThan(1);
    expect(current?.root.textContent).toContain(`${wanted.length} found`);
    await press('Enter', 'Enter');
    expect(new Set(selections).size).toBe(2);
    expect(wanted.map(({ path }) => path)).toEqual(expect.arrayContaining(selections));
  });

  it('colours by a figure and prints it, and offers no colour for which there is none', async () => {
    await show(FAMILY.map((node, i) => ({ ...node, advantage: i % 2 ? -0.5 : 0.25 })));
    const choice = page.getByRole('combobox', { name: 'Colour by' });
    await expect.element(page.getByRole('option', { name: 'reward' })).toBeDisabled();
    await userEvent.selectOptions(choice, 'advantage');
    await settled();
    expect(current?.root.querySelectorAll('.tint-plus')).toHaveLength(3);
    expect(current?.root.querySelectorAll('.tint-minus')).toHaveLength(2);
    expect(current?.root.querySelector('[data-path="0.0"]')?.textContent).toContain('A −0.50');
    expect(current?.root.querySelector('.colour-key')?.textContent).toContain('−0.50');
    const fill = (path: string) =>
      getComputedStyle(current?.root.querySelector(`[data-path="${path}"] .box`) as Element).fill;
    expect(fill('0.0')).not.toBe(fill('0.0.0'));
  });

  it('leads to ancestors and children from the strip below', async () => {
    const { selections } = await show(FAMILY, '0.0');
    await userEvent.hover(page.getByText('How to read this tree'));
    const links = (name: string) =>
      [...(current?.root.querySelectorAll(`[aria-label="${name}"] button`) ?? [])] as HTMLElement[];
    expect(links('Ancestors')).toHaveLength(1);
    expect(links('Sub-agents')).toHaveLength(2);
    await userEvent.click(links('Sub-agents')[1]!);
    await userEvent.click(links('Ancestors')[0]!);
    expect(selections).toEqual(['0.0.1', '0']);
  });

  it('scrolls to the node that the keyboard leads to', async () => {
    const { record } = await expertTree(LARGE);
    const { item } = await show(fromTreeRecord(record));
    item('0').focus();
    await press('End');
    const scroller = current?.root.querySelector('.tree-scroller') as HTMLElement;
    const frame = scroller.getBoundingClientRect();
    const box = document.activeElement?.getBoundingClientRect() as DOMRect;
    expect(box.top).toBeGreaterThanOrEqual(frame.top);
    expect(box.bottom).toBeLessThanOrEqual(frame.bottom);
  });
});

describe('a growing tree', () => {
  it('lets new agents split off their parent and results travel back, and starts still', async () => {
    const { live } = await expertTree({ seed: 3, difficulty: 4, noise: 0.1 });
    const frames = live.map(fromLiveTree);
    const view = (nodes: TreeNodeView[]) => (
      <DelegationTree nodes={nodes} selected={null} onSelect={() => {}} nameOf={nameOf} />
    );
    const grown = frames.findIndex((nodes) => nodes.length > 2);
    current = await stage(view(frames[grown]!));
    await picture('tree-live');
    expect(current.root.querySelectorAll('.entering')).toHaveLength(0);
    const before = new Set(frames[grown]!.map(({ path }) => path));
    const later = frames.slice(grown).find((nodes) => nodes.length > before.size)!;
    await current.rerender(view(later));
    const entering = [...current.root.querySelectorAll('.entering')];
    expect(entering.map((body) => (body.parentElement as HTMLElement).dataset.path)).toEqual(
      later.flatMap(({ path }) => (before.has(path) ? [] : [path])),
    );
    await current.rerender(view(frames.at(-1)!));
    const joined = frames.at(-1)!.filter(({ parent, joined: done }) => parent !== null && done);
    expect(current.root.querySelectorAll('.result').length).toBeGreaterThan(0);
    expect(current.root.querySelectorAll('.result').length).toBeLessThanOrEqual(joined.length);
  });

  it('starts afresh with another tree: unfolded, scrolled to its root, nothing flying in', async () => {
    const first = [row('0', { goal: [30], subtreeAgents: 2 }), row('0.0')];
    const second = [row('0', { goal: [31], subtreeAgents: 3 }), row('0.0'), row('0.1')];
    const view = (nodes: TreeNodeView[]) => (
      <DelegationTree nodes={nodes} selected={null} onSelect={() => {}} nameOf={nameOf} />
    );
    current = await stage(view(first));
    await userEvent.dblClick(current.root.querySelector('[data-path="0"]') as SVGElement);
    await settled();
    expect(page.getByRole('treeitem').elements()).toHaveLength(1);
    await current.rerender(view(second));
    expect(page.getByRole('treeitem').elements()).toHaveLength(3);
    expect(current.root.querySelectorAll('.entering')).toHaveLength(0);
  });

  it('keeps focus on its agent while others appear', async () => {
    const { live } = await expertTree({ seed: 2, difficulty: 4 });
    const frames = live.map(fromLiveTree);
    const view = (nodes: TreeNodeView[]) => (
      <DelegationTree nodes={nodes} selected={null} onSelect={() => {}} nameOf={nameOf} />
    );
    current = await stage(view(frames[4]!));
    const path = frames[4]!.at(-1)!.path;
    current.root.querySelector<SVGElement>(`[data-path="${path}"]`)?.focus();
    for (const nodes of frames.slice(5)) await current.rerender(view(nodes));
    expect((document.activeElement as HTMLElement | null)?.dataset.path).toBe(path);
  });
});
