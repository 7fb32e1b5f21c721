/** Oolong's view as people use it: question and verdict, the map by pointer and keys, records, both themes, 390 px. */
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { EnvironmentSpec } from '../../../src/envs/environment.ts';
import { oolong } from '../../../src/envs/oolong/index.ts';
import type { TreeRecord } from '../../../src/rl/records.ts';
import { EnvironmentPanel } from '../../../src/ui/views/environment-panel.tsx';
import { type ExpertTreeOptions, expertTree } from '../../support/expert-trees.ts';
import { LOOKS, picture, type Stage, settled, stage } from './gallery.tsx';

const environment = { id: 'oolong', settings: {} };
const tree = async (options: ExpertTreeOptions = {}) =>
  (await expertTree({ spec: oolong as EnvironmentSpec, difficulty: 4, ...options })).record;

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
const firstLeaf = ({ tree: { traces } }: TreeRecord) =>
  traces.find(({ path }) => !traces.some((other) => other.path.startsWith(`${path}.`)))!.path;

describe('OolongView', () => {
  it('says the question, the slice, the answer and what was heard', async () => {
    const record = await tree({ seed: 3 });
    current = await stage(panel(record, '0'));
    expect(text('.view-question')).toMatch(/^(How many|Which) .*\?$/);
    expect(text('[aria-label="Question"]')).toMatch(
      /About records 1 to 85 of 85, too long for one turn\. Answer .* right/,
    );
    expect(all('[aria-label="Heard from sub-agents"] li').length).toBeGreaterThan(0);
    expect(text('.oolong')).toContain('None by this agent.');
    await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    expect(text('[aria-label="Question"]')).toContain('No answer yet; right would be');
  });

  it('shows a reader its records, and which of them count', async () => {
    const record = await tree({ seed: 3 });
    const path = firstLeaf(record);
    current = await stage(panel(record, path));
    const records = all('.oolong-records .record');
    expect(records.length).toBeGreaterThan(9);
    expect(text('[aria-label="Records read"]')).toContain(`${records.length} of ${records.length} records`);
    expect(text('[aria-label="Records read"]')).toContain(`about ${all('.record.concerns').length} of them`);
    for (const one of all('.record.concerns')) expect(one.textContent).toContain('●');
    expect(all('.record.fresh')).toHaveLength(0);
    await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    expect(all('.record.fresh')).toHaveLength(records.length);
    await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    expect(all('.oolong-records .record')).toHaveLength(0);
    expect(all('.agent.own .read').map((rect) => rect.getAttribute('width'))).toEqual(['0']);
  });

  it('draws every agent over its slice, within the map', async () => {
    const record = await tree({ seed: 3 });
    const path = firstLeaf(record);
    current = await stage(panel(record, path));
    const bars = all('.oolong-map .given').map((bar) => bar.getBoundingClientRect());
    expect(bars).toHaveLength(record.tree.traces.length);
    const frame = current.root.querySelector('.oolong-map svg')!.getBoundingClientRect();
    bars.forEach((a, i) => {
      expect(a.left).toBeGreaterThanOrEqual(frame.left - 1);
      expect(a.right).toBeLessThanOrEqual(frame.right + 1);
      expect(a.bottom).toBeLessThanOrEqual(frame.bottom + 1);
      expect(a.width).toBeGreaterThan(2);
      for (const b of bars.slice(i + 1)) {
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
      }
    });
    expect(all('.oolong-map .agent.own')).toHaveLength(1);
    expect(all('.oolong-map .agent.above')).toHaveLength(path.split('.').length - 1);
    expect(all('.oolong-map .agent.wrong')).toHaveLength(0);
  });

  it('tells each agent by pointer, by keys and as a list', async () => {
    const record = await tree({ seed: 3 });
    current = await stage(panel(record, '0'));
    expect(text('.view-work')).toMatch(/^agent 0: records 1 to 85, read none itself; /);
    const slider = page.getByRole('slider', { name: 'Agent on the map' });
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await settled();
    expect(text('.view-work')).toMatch(/^agent 0\.0: /);
    await expect.element(slider).toHaveAttribute('aria-valuetext', text('.view-work'));
    const bars = all('.oolong-map .agent');
    await userEvent.hover(bars.at(-1)!);
    await settled();
    const last = record.tree.traces.at(-1)!.path;
    expect(text('.view-work')).toContain(`agent ${last}: `);
    const listed = all('.view-agents li').map((item) => item.textContent);
    expect(listed).toHaveLength(record.tree.traces.length);
    expect(listed.at(-1)).toBe(text('.view-work'));
  });

  it('selects the agent of a slice, on the map and in the list', async () => {
    const record = await tree({ seed: 3 });
    const selections: string[] = [];
    const pointed: (string | null)[] = [];
    const shown = (path: string | null) => (
      <EnvironmentPanel
        environment={environment}
        record={record}
        path="0"
        pointed={path}
        onSelect={(to) => selections.push(to)}
        onPoint={(to) => pointed.push(to)}
      />
    );
    current = await stage(shown(null));
    await userEvent.click(all('.oolong-map .agent')[2]!);
    expect(selections).toEqual([record.tree.traces[2]!.path]);
    expect(pointed).toContain(record.tree.traces[2]!.path);
    await current.rerender(shown('0.1'));
    expect(text('.view-work')).toMatch(/^agent 0\.1: /);
    expect(all('.oolong-map .agent.shown')).toHaveLength(1);
    await userEvent.click(page.getByText(/^All \d+ agents as a list/));
    await userEvent.click(all('.view-agents button')[1]!);
    expect(selections.at(-1)).toBe(record.tree.traces[1]!.path);
  });

  it('marks agents that were not right', async () => {
    const record = await tree({ seed: 3, noise: 0.3, context: 48 });
    current = await stage(panel(record, '0'));
    const wrong = record.tree.traces.filter(({ score }) => score < 1).length;
    expect(wrong).toBeGreaterThan(0);
    expect(all('.oolong-map .agent.wrong')).toHaveLength(wrong);
    const dashes = getComputedStyle(all('.agent.wrong .given')[0]!).strokeDasharray;
    expect(dashes).not.toBe('none');
  });
});

for (const { name, theme, width } of LOOKS) {
  describe(`at ${width} px, ${theme}`, () => {
    it('is legible, at 32 windows too', async () => {
      const record = await tree({ seed: 3, difficulty: name === 'dark' ? 4 : 7, descendants: 10_000 });
      current = await stage(panel(record, name === 'dark' ? firstLeaf(record) : '0'), { theme, width });
      await picture(`oolong-${name}`);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    });
  });
}
