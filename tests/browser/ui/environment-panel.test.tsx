/** The environment panel as people use it: scrubbing through turns, another agent, what cannot be shown. */
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { TreeRecord } from '../../../src/rl/records.ts';
import { EnvironmentPanel } from '../../../src/ui/views/environment-panel.tsx';
import { expertTree } from '../../support/expert-trees.ts';
import { type Stage, settled, stage } from './gallery.tsx';

const environment = { id: 'textcraft', settings: {} };

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

const panel = (record: TreeRecord, path: string) => (
  <EnvironmentPanel environment={environment} record={record} path={path} />
);
const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';
const slider = () => page.getByRole('slider', { name: /^Turn of agent/ });

describe('EnvironmentPanel', () => {
  it('opens on the end of the agent', async () => {
    const { record } = await expertTree({ seed: 1, difficulty: 3 });
    current = await stage(panel(record, '0'));
    const turns = record.tree.traces[0]!.turns;
    expect(text('.scrubber-text')).toBe(`after turn ${turns} of ${turns}`);
    expect(text('.environment-event')).toMatch(/^finish/);
    expect(text('.textcraft-goal')).toContain('finished, goal reached');
  });

  it('scrubs back to the start, by buttons and by keys', async () => {
    const { record } = await expertTree({ seed: 1, difficulty: 3 });
    current = await stage(panel(record, '0'));
    await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    expect(text('.textcraft-goal')).toContain('not finished yet');
    expect(text('.environment-event')).toMatch(/^craft/);
    expect(current.root.querySelector('.textcraft-inventory .gain')?.textContent).toContain('+1');
    (slider().element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}');
    await settled();
    expect(text('.scrubber-text')).toBe('before the first turn');
    expect(text('.environment-event')).toContain('It was given: <bos> goal');
    expect(text('.textcraft-goal')).toContain('0 of 1 piece made');
    await expect.element(page.getByRole('button', { name: 'One turn back' })).toBeDisabled();
    await expect.element(slider()).toHaveAttribute('aria-valuetext', 'before the first turn');
  });

  it('says which turn launched an agent and which took its result over', async () => {
    const { record } = await expertTree({ seed: 1, difficulty: 3 });
    current = await stage(panel(record, '0'));
    const events: string[] = [];
    for (let turn = record.tree.traces[0]!.turns; turn > 0; turn--) {
      events.unshift(text('.environment-event'));
      await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    }
    expect(events.some((event) => event.includes('launched agent 0.0'))).toBe(true);
    expect(events.some((event) => event.includes('took over the result of 0.0'))).toBe(true);
  });

  it('shows the end of another agent when it is chosen', async () => {
    const { record } = await expertTree({ seed: 1, difficulty: 3 });
    current = await stage(panel(record, '0'));
    await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    await current.rerender(panel(record, '0.0'));
    const turns = record.tree.traces.find(({ path }) => path === '0.0')!.turns;
    expect(text('.scrubber-text')).toBe(`after turn ${turns} of ${turns}`);
    expect(text('.environment-title')).toContain('agent 0.0');
  });

  it('draws every recipe and says it again as a list', async () => {
    const { record } = await expertTree({ seed: 1, difficulty: 4 });
    current = await stage(panel(record, '0'));
    const listed = current.root.querySelectorAll('.textcraft details li').length;
    expect(current.root.querySelectorAll('.textcraft-graph .item.made')).toHaveLength(listed);
    expect(current.root.querySelectorAll('.textcraft-graph .item.goal')).toHaveLength(1);
    const labels = [...current.root.querySelectorAll('.textcraft-graph rect')].map((r) => r.getBoundingClientRect());
    labels.forEach((a, i) => {
      for (const b of labels.slice(i + 1)) {
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
      }
    });
  });

  it('warns when the replay differs from the record', async () => {
    const { record } = await expertTree({ seed: 1, difficulty: 2 });
    const [root, ...rest] = record.tree.traces;
    const lied = { ...record, tree: { ...record.tree, traces: [{ ...root!, score: 0 }, ...rest] } };
    current = await stage(panel(lied, '0'));
    await expect.element(page.getByRole('status')).toHaveTextContent('scores 1 here and 0 in the record');
  });

  it('says in words what cannot be shown', async () => {
    const { record } = await expertTree({ seed: 1, difficulty: 2 });
    current = await stage(panel(record, '0.7'));
    expect(current.root.textContent).toContain('This tree has no agent 0.7.');
    await current.rerender(<EnvironmentPanel environment={{ id: 'chess', settings: {} }} record={record} path="0" />);
    expect(current.root.textContent).toContain('There is no environment "chess"');
    await current.rerender(panel({ ...record, root: null }, '0'));
    expect(current.root.textContent).toContain('cannot be shown');
  });
});
