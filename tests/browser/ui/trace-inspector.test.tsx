/** The trace inspector as people use it: figures, segments, walking the tokens, copying the transcript. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { textcraft } from '../../../src/envs/textcraft/index.ts';
import { transcript } from '../../../src/ui/inspector/segments.ts';
import { TraceInspector } from '../../../src/ui/inspector/trace-inspector.tsx';
import { expertTree } from '../../support/expert-trees.ts';
import { type Stage, settled, stage } from './gallery.tsx';

const vocabulary = textcraft.vocabulary({});

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
  vi.restoreAllMocks();
});

async function show() {
  // An earlier test may have left the pointer where a token is going to be.
  await userEvent.unhover(document.body);
  const { record } = await expertTree({ seed: 1, difficulty: 3 });
  const trace = record.tree.traces[0]!;
  current = await stage(
    <TraceInspector trace={trace} vocabulary={vocabulary} reward={1.4} advantage={0.25} context={96} />,
  );
  return trace;
}

const strip = () => current?.root.querySelector('.token-strip')?.textContent ?? '';
const at = () => (document.activeElement as HTMLElement | null)?.dataset.token;

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    await userEvent.keyboard(`{${key}}`);
    await settled();
  }
}

describe('TraceInspector', () => {
  it('shows every token once, own ones apart from read ones', async () => {
    const trace = await show();
    expect(page.getByRole('option').elements()).toHaveLength(trace.tokens.length);
    const own = trace.own.reduce<number>((sum, flag) => sum + flag, 0);
    expect(current?.root.querySelectorAll('[role="option"].own')).toHaveLength(own);
    expect(page.getByRole('group', { name: /^turn \d+$/ }).elements()).toHaveLength(trace.turns);
  });

  it('sums up: turns, end, score, reward, advantage, context used', async () => {
    const trace = await show();
    const text = current?.root.textContent ?? '';
    for (const part of ['said it was done', 'score1', 'reward1.40', 'advantage+0.25']) expect(text).toContain(part);
    expect(text).toContain(`${trace.tokens.length} of 96 tokens of context used`);
  });

  it('gives exact figures for an own token and none for a read one', async () => {
    const trace = await show();
    expect(strip()).toContain('walk with the arrow keys');
    const own = trace.own.indexOf(1);
    await userEvent.click(current?.root.querySelector(`[data-token="${own}"]`) as HTMLElement);
    await settled();
    expect(strip()).toContain(`probability ${Math.exp(trace.logProbs[own]!).toFixed(3)}`);
    expect(strip()).toContain(`entropy ${trace.entropies[own]!.toFixed(3)} nats`);
    expect(strip()).toContain('written in turn 1');
    await userEvent.hover(current?.root.querySelector('[data-token="0"]') as HTMLElement);
    await settled();
    expect(strip()).toContain('read before the first turn');
    expect(strip()).not.toContain('probability');
  });

  it('walks tokens with left and right, segments with up and down', async () => {
    const trace = await show();
    const own = trace.own.indexOf(1);
    current?.root.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus();
    expect(at()).toBe('0');
    await press('ArrowRight', 'ArrowRight');
    expect(at()).toBe('2');
    await press('ArrowLeft');
    expect(at()).toBe('1');
    await press('ArrowDown');
    expect(at()).toBe(String(own));
    await press('ArrowUp');
    expect(at()).toBe('0');
    await press('End');
    expect(at()).toBe(String(trace.tokens.length - 1));
    await press('Home');
    expect(at()).toBe('0');
    expect(current?.root.querySelectorAll('[role="option"][tabindex="0"]')).toHaveLength(1);
    expect(current?.root.querySelectorAll('[aria-selected="true"]')).toHaveLength(1);
  });

  it('copies the transcript', async () => {
    const trace = await show();
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await userEvent.click(page.getByRole('button', { name: 'Copy transcript' }));
    expect(write).toHaveBeenCalledWith(transcript(trace, vocabulary));
    await expect.element(page.getByRole('button', { name: 'Copied' })).toBeInTheDocument();
  });

  it('shows the text when the clipboard is refused', async () => {
    const trace = await show();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    await userEvent.click(page.getByRole('button', { name: 'Copy transcript' }));
    await expect.element(page.getByRole('textbox')).toHaveValue(transcript(trace, vocabulary));
  });

  it('forgets the token when another agent is shown', async () => {
    await show();
    await userEvent.click(current?.root.querySelector('[data-token="3"]') as HTMLElement);
    const { record } = await expertTree({ seed: 1, difficulty: 3 });
    await current?.rerender(<TraceInspector trace={record.tree.traces[1]!} vocabulary={vocabulary} />);
    await userEvent.unhover(document.body);
    await settled();
    expect(strip()).toContain('Point at a token');
  });
});
