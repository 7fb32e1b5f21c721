/** The tree panel as people use it: replaying a tree, and one moment and one agent in all that shows them. */
import { signal } from '@preact/signals';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { EnvironmentSpec } from '../../../src/envs/environment.ts';
import { environment } from '../../../src/envs/registry.ts';
import type { LiveTree, TreeRecord } from '../../../src/rl/records.ts';
import { TreePanel } from '../../../src/ui/run/tree-panel.tsx';
import '../../../src/ui/run/run.css';
import type { RunSession } from '../../../src/ui/session/run-session.ts';
import { expertTree } from '../../support/expert-trees.ts';
import { picture, type Stage, settled, stage } from './gallery.tsx';

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

/** What the panel reads of a session. */
function sessionOf(id: string, records: readonly TreeRecord[], live: LiveTree | null = null) {
  return {
    trees: signal(records),
    liveTree: signal(live),
    status: signal('running'),
    experiment: signal({ environment: { id, settings: {} }, model: { context: 96 } }),
  };
}
const panel = (session: ReturnType<typeof sessionOf>) => <TreePanel session={session as unknown as RunSession} />;

const grow = (id: string, more = {}) =>
  expertTree({ spec: environment(id) as EnvironmentSpec, seed: 3, difficulty: 4, noise: 0.05, ...more });
const slider = () => page.getByRole('slider', { name: 'Moment of the replay' });
const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';
const count = (selector: string) => current?.root.querySelectorAll(selector).length ?? 0;

async function keys(...names: string[]): Promise<void> {
  for (const name of names) await userEvent.keyboard(`{${name}}`);
  await settled();
}

describe('replaying a tree', () => {
  it('stands at the end, and goes through every moment by keys', async () => {
    const { record, live } = await grow('textcraft');
    current = await stage(panel(sessionOf('textcraft', [record])));
    const rounds = live.length - 1;
    expect(text('.replay-words')).toMatch(new RegExp(`^All ${rounds} rounds: ${record.tree.traces.length} done`));
    expect(count('.node-later')).toBe(0);
    (slider().element() as HTMLElement).focus();
    await keys('Home');
    expect(text('.replay-words')).toBe('At the start: 1 thinking');
    expect(count('.node-later')).toBe(record.tree.traces.length - 1);
    expect(count('.node-thinking')).toBe(2);
    await keys('ArrowRight', 'ArrowRight', 'ArrowRight');
    expect(text('.replay-words')).toMatch(new RegExp(`^After round 3 of ${rounds}: `));
    expect(count('.delegation-tree .node:not(.node-later)')).toBe(live[3]!.nodes.length);
    await picture('replay');
    await keys('End');
    expect(count('.node-later')).toBe(0);
  });

  it('plays and pauses with the space bar, from the start when it was over', async () => {
    const { record } = await grow('textcraft');
    current = await stage(panel(sessionOf('textcraft', [record])));
    (slider().element() as HTMLElement).focus();
    await keys('Space');
    await expect.element(page.getByRole('button', { name: 'Pause' })).toBeInTheDocument();
    await expect.poll(() => text('.replay-words')).toMatch(/^After round/);
    await keys('Space');
    await expect.element(page.getByRole('button', { name: 'Replay', exact: true })).toBeInTheDocument();
    const stopped = text('.replay-words');
    await settled();
    expect(text('.replay-words')).toBe(stopped);
  });

  it('shows the picked agent’s context and world at the same moment, and is moved from there', async () => {
    const { record } = await grow('textcraft', { noise: 0 });
    current = await stage(panel(sessionOf('textcraft', [record])));
    expect(count('.segment-ahead')).toBe(0);
    (slider().element() as HTMLElement).focus();
    await keys('Home', 'ArrowRight');
    expect(text('.environment-panel .scrubber-text')).toMatch(/^after turn 1 of/);
    expect(count('.segment-turn:not(.segment-ahead)')).toBe(1);
    expect(count('.segment-ahead')).toBeGreaterThan(0);
    await userEvent.click(page.getByRole('button', { name: 'One turn back' }));
    await settled();
    expect(text('.replay-words')).toBe('At the start: 1 thinking');
    await userEvent.click(page.getByRole('button', { name: 'One turn on' }));
    await userEvent.click(page.getByRole('button', { name: 'One turn on' }));
    await settled();
    expect(text('.replay-words')).toMatch(/^After round 2 of/);
  });

  it('stays on the agent that is picked, and keeps what is folded', async () => {
    const { record } = await grow('textcraft');
    current = await stage(panel(sessionOf('textcraft', [record])));
    await userEvent.dblClick(current.root.querySelector('[data-path="0.0"]') as SVGElement);
    await settled();
    expect(current.root.querySelector('[data-path="0.0.0"]')).toBeNull();
    (slider().element() as HTMLElement).focus();
    await keys('Home', 'ArrowRight');
    expect(current.root.querySelector('[data-path="0.0.0"]')).toBeNull();
    expect(current.root.querySelector('[data-path="0.0"]')?.getAttribute('aria-selected')).toBe('true');
  });
});

describe('one agent in all pictures', () => {
  it('is selected from a slice, and pointed at in the tree while the pointer is on the slice', async () => {
    const { record } = await grow('oolong', { descendants: 400 });
    current = await stage(panel(sessionOf('oolong', [record])));
    const slice = current.root.querySelectorAll('.oolong-map .agent')[2] as SVGElement;
    const { path } = record.tree.traces[2]!;
    await userEvent.hover(slice);
    await settled();
    expect(current.root.querySelector('.node.pointed')?.getAttribute('data-path')).toBe(path);
    await userEvent.click(slice);
    await settled();
    expect(current.root.querySelector('.node.selected')?.getAttribute('data-path')).toBe(path);
    expect(text('.environment-title')).toContain(`agent ${path}`);
  });

  it('is not on the map before it is launched', async () => {
    const { record } = await grow('oolong', { descendants: 400 });
    current = await stage(panel(sessionOf('oolong', [record])));
    (slider().element() as HTMLElement).focus();
    await keys('Home');
    expect(count('.oolong-map .agent')).toBe(1);
    expect(count('.oolong-map .agent.working')).toBe(1);
    await keys('End');
    expect(count('.oolong-map .agent')).toBe(record.tree.traces.length);
    expect(count('.oolong-map .agent.working')).toBe(0);
  });
});

describe('a tree that was watched', () => {
  it('gives way to the newest finished one when that is asked for, and is come back to', async () => {
    const { record, live } = await grow('textcraft');
    current = await stage(panel(sessionOf('textcraft', [record], live[2])));
    await userEvent.click(page.getByRole('button', { name: 'Read the newest one' }));
    await settled();
    expect(count('.trace-inspector')).toBe(1);
    await userEvent.click(page.getByRole('button', { name: 'Live' }));
    await settled();
    expect(count('.trace-inspector')).toBe(0);
    expect(count('.delegation-tree .node')).toBe(live[2]!.nodes.length);
  });

  it('can be read and replayed as soon as it is finished and kept', async () => {
    const { record, live } = await grow('textcraft');
    const session = sessionOf('textcraft', [], live[2]);
    current = await stage(panel(session));
    expect(count('.replay-bar')).toBe(0);
    expect(current.root.textContent).toContain('As soon as a tree is finished');
    session.liveTree.value = live.at(-1)!;
    session.trees.value = [record];
    await settled();
    expect(count('.replay-bar')).toBe(1);
    expect(count('.trace-inspector')).toBe(1);
  });
});
