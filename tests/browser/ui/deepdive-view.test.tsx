/** DeepDive's view as people use it: question and verdict, the map by pointer and keys, pages, both themes, 390 px. */
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { deepdive } from '../../../src/envs/deepdive/index.ts';
import type { EnvironmentSpec } from '../../../src/envs/environment.ts';
import type { TreeRecord } from '../../../src/rl/records.ts';
import { EnvironmentPanel } from '../../../src/ui/views/environment-panel.tsx';
import { type ExpertTreeOptions, expertTree } from '../../support/expert-trees.ts';
import { LOOKS, picture, type Stage, settled, stage } from './gallery.tsx';

const environment = { id: 'deepdive', settings: {} };
const tree = async (options: ExpertTreeOptions = {}) =>
  (await expertTree({ spec: deepdive as EnvironmentSpec, difficulty: 3, seed: 3, ...options })).record;

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

const panel = (record: TreeRecord, path: string) => (
  <EnvironmentPanel environment={environment} record={record} path={path} />
);
const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';
const all = (selector: string) => [...(current?.root.querySelectorAll(selector) ?? [])];

describe('DeepDiveView', () => {
  it('says the question, the answer and what was heard', async () => {
    current = await stage(panel(await tree(), '0'));
    expect(text('.view-question')).toMatch(/^Which entity is the r\d of .* of the one with a\d and a\d\?$/);
    expect(text('[aria-label="Question"]')).toMatch(/4 steps\. Answer e\d+, right\./);
    expect(all('[aria-label="Heard from sub-agents"] li')).toHaveLength(2);
    expect(text('[aria-label="Looked up"]')).toContain('Nothing by this agent.');
    await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    expect(text('[aria-label="Question"]')).toContain('No answer yet; right would be');
  });

  it('shows a reader its search, its pages, and which of them is right', async () => {
    current = await stage(panel(await tree(), '0.0'));
    expect(text('[aria-label="Searches"]')).toMatch(/^Search for the one with a\d and a\d: e\d+(, e\d+)+$/);
    const pages = all('.deepdive-pages .page');
    expect(all('.deepdive-pages .settles')).toHaveLength(1);
    expect(pages.at(-1)?.textContent).toMatch(/✓ is the one with/);
    for (const dead of all('.deepdive-pages .dead-end')) expect(dead.textContent).toContain('dead end');
    // The pages are numbered on the map in the order in which they were opened.
    expect(
      all('.deepdive-map .order')
        .map((mark) => Number(mark.textContent))
        .sort(),
    ).toEqual(pages.map((_, i) => i + 1));
    await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    expect(all('.deepdive-pages .fresh')).toHaveLength(1);
    for (let i = 0; i < pages.length; i++) await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    expect(all('.deepdive-pages .page')).toHaveLength(0);
    expect(all('.deepdive-map .order')).toHaveLength(0);
  });

  it('draws every entity in its own place, and every agent beside its steps', async () => {
    const record = await tree({ difficulty: 8, descendants: 1000 });
    current = await stage(panel(record, '0.1.0'));
    const boxes = all('.deepdive-map .node > rect').map((box) => box.getBoundingClientRect());
    expect(boxes).toHaveLength(24);
    const frame = current.root.querySelector('.deepdive-map svg')!.getBoundingClientRect();
    boxes.forEach((a, i) => {
      expect(a.left).toBeGreaterThanOrEqual(frame.left);
      expect(a.right).toBeLessThanOrEqual(frame.right + 1);
      expect(a.bottom).toBeLessThanOrEqual(frame.bottom + 1);
      for (const b of boxes.slice(i + 1)) {
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
      }
    });
    expect(all('.deepdive-map .node.walk')).toHaveLength(9);
    expect(all('.deepdive-map .edge')).toHaveLength(48);
    expect(all('.deepdive-map .edge.on-walk')).toHaveLength(8);
    expect(all('.deepdive-map .lane')).toHaveLength(17);
    expect(all('.deepdive-map .lane.own')).toHaveLength(1);
    expect(all('.deepdive-map .lane.above')).toHaveLength(2);
    expect(all('.deepdive-map .lane.wrong')).toHaveLength(0);
  });

  it('tells each agent by pointer, by keys and as a list', async () => {
    const record = await tree();
    current = await stage(panel(record, '0'));
    expect(text('.view-work')).toMatch(/^agent 0: steps 1 to 4, looked nothing up itself; /);
    expect(all('.deepdive-map .opened')).toHaveLength(0);
    const slider = page.getByRole('slider', { name: 'Agent on the map' });
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await settled();
    expect(text('.view-work')).toMatch(/^agent 0\.0: step 1, searched once, opened e/);
    expect(all('.deepdive-map .opened').length).toBeGreaterThan(0);
    await expect.element(slider).toHaveAttribute('aria-valuetext', text('.view-work'));
    await userEvent.hover(all('.deepdive-map .lane').at(-1)!);
    await settled();
    expect(text('.view-work')).toContain(`agent ${record.tree.traces.at(-1)!.path}: `);
    const listed = all('.view-agents li').map((item) => item.textContent);
    expect(listed).toHaveLength(record.tree.traces.length);
    expect(listed.at(-1)).toBe(text('.view-work'));
  });

  it('tells what an entity’s page says, by pointer and as a list', async () => {
    current = await stage(panel(await tree(), '0'));
    const node = all('.deepdive-map .node.walk')[0]!;
    await userEvent.hover(node.querySelector('text')!);
    await settled();
    const name = node.querySelector('text')!.textContent;
    expect(text('.view-work')).toMatch(new RegExp(`^${name}: a\\d, a\\d; r\\d of e\\d+, r\\d of e\\d+$`));
    expect(all('.deepdive-map .edge.lit').length).toBeGreaterThan(2);
    const listed = all('.deepdive-walk + ul li').map((item) => item.textContent);
    expect(listed).toHaveLength(24);
    expect(listed).toContain(text('.view-work').replace(':', ''));
  });

  it('draws the paths of the agent, of its sub-agents and of others, and leads to whoever opened a page', async () => {
    const record = await tree();
    const selections: string[] = [];
    const shown = (path: string) => (
      <EnvironmentPanel environment={environment} record={record} path={path} onSelect={(to) => selections.push(to)} />
    );
    current = await stage(shown('0'));
    const readers = record.tree.traces.length - all('.deepdive-map .trail').length;
    expect(readers).toBeGreaterThan(0);
    expect(all('.deepdive-map .trail.by-below').length).toBe(all('.deepdive-map .trail').length);
    expect(all('.deepdive-map .node.below').length).toBeGreaterThan(3);
    await current.rerender(shown('0.0'));
    expect(all('.deepdive-map .trail.by-own')).toHaveLength(1);
    expect(all('.deepdive-map .trail.by-others').length).toBeGreaterThan(0);
    await userEvent.click(all('.deepdive-map .node.seen text')[0]!);
    await userEvent.click(all('.deepdive-map .lane.own')[0]!);
    expect(selections).toHaveLength(2);
    expect(selections[0]).not.toBe('0.0');
    expect(selections[1]).toBe('0.0');
  });

  it('marks agents that were not right', async () => {
    const record = await tree({ noise: 0.3, context: 44 });
    current = await stage(panel(record, '0'));
    expect(record.tree.traces.filter(({ score }) => score < 1).length).toBeGreaterThan(0);
    const wrong = all('.deepdive-map .lane.wrong');
    expect(wrong.length).toBeGreaterThan(0);
    expect(getComputedStyle(wrong[0]!).strokeDasharray).not.toBe('none');
  });
});

for (const { name, theme, width } of LOOKS) {
  describe(`at ${width} px, ${theme}`, () => {
    it('is legible, at eight hops too', async () => {
      const record = await tree({ difficulty: name === 'dark' ? 3 : 8, descendants: 1000 });
      current = await stage(panel(record, name === 'dark' ? '0.1.0' : '0'), { theme, width });
      if (name !== 'dark') await userEvent.hover(all('.deepdive-map .lane').at(-1)!);
      await picture(`deepdive-${name}`);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });
  });
}
