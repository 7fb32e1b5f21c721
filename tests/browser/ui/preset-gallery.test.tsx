/** The first screen: presets by method and world, each pair side by side, pictures that differ and move only for who can see them. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { PRESETS, type Preset } from '../../../src/experiments/presets/index.ts';
import { Gallery } from '../../../src/ui/gallery/gallery.tsx';
import { worldOf } from '../../../src/ui/gallery/worlds.tsx';
import { picture, type Stage, settled, stage } from './gallery.tsx';

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
  vi.restoreAllMocks();
  localStorage.removeItem('espalier:pictures');
});

const all = <T extends Element = HTMLElement>(selector: string) => [
  ...(current?.root.querySelectorAll<T>(selector) ?? []),
];
const box = (element: Element | undefined) => element?.getBoundingClientRect() ?? new DOMRect();

function withoutMotion(): void {
  const { matchMedia } = window;
  vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
    query.includes('prefers-reduced-motion') ? ({ matches: true } as MediaQueryList) : matchMedia.call(window, query),
  );
}

/** Stories that are being told, of those drawn in `root`. */
const playing = (root: Element | undefined) =>
  root?.getAnimations({ subtree: true }).filter((animation) => animation.playState === 'running').length ?? 0;

describe('Gallery', () => {
  it('shows every preset under the heading of its world', async () => {
    current = await stage(<Gallery />, { width: 1280, height: 800 });
    const shown = all('.world').map((world) => [
      world.querySelector('h3')?.textContent,
      ...[...world.querySelectorAll('h4')].map((title) => title.textContent),
    ]);
    const titles = [...new Set(PRESETS.map((preset) => worldOf(preset.experiment).title))];
    expect(shown).toEqual(
      titles.map((title) => [
        title,
        ...PRESETS.filter((preset) => worldOf(preset.experiment).title === title).map((preset) => preset.title),
      ]),
    );
  });

  it('puts the worlds of a method under its idea, and leads there', async () => {
    current = await stage(<Gallery />, { width: 1280, height: 800 });
    const methods = all('.method');
    expect(methods.map((method) => method.querySelector('h2')?.textContent)).toEqual([
      'Delegating to copies of oneself',
      'Learning when to plan',
    ]);
    for (const preset of PRESETS) {
      const method = document.getElementById(`preset-${preset.id}`)?.closest('.method');
      expect(methods.indexOf(method as HTMLElement)).toBe(preset.method === 'rao' ? 0 : 1);
    }
    expect(box(methods[1]).top).toBeGreaterThan(800);
    await userEvent.click(page.getByRole('button', { name: 'Learning when to plan' }));
    await expect.poll(() => box(methods[1]).top).toBeLessThan(800);
  });

  it('describes each picture in words of its own', async () => {
    current = await stage(<Gallery />);
    const words = all('.card [role="img"]').map((image) => image.getAttribute('aria-label'));
    expect(new Set(words).size).toBe(words.length);
    expect(words.every((text) => text?.endsWith('.'))).toBe(true);
  });

  it('shows the first button at once, pairs side by side, and each method within two and a half screens', async () => {
    current = await stage(<Gallery />, { width: 1280, height: 800 });
    expect(box(all('.actions .primary')[0]).bottom).toBeLessThan(700);
    for (const world of all('.world')) {
      const [preset, baseline] = [...world.querySelectorAll('.card')].map(box);
      expect(baseline?.top).toBe(preset?.top);
      expect(baseline?.left).toBeGreaterThan(preset?.right ?? 0);
    }
    for (const method of all('.method')) expect(box(method).height).toBeLessThanOrEqual(2.5 * 800);
  });

  it.each(['light', 'dark'] as const)('fits a phone, %s', async (theme) => {
    withoutMotion();
    current = await stage(<Gallery />, { theme, width: 390, height: 844 });
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
    await picture(`presets-${theme}`);
  });
});

describe('the pictures', () => {
  it('move while they can be seen', async () => {
    current = await stage(<Gallery />, { width: 1280, height: 500 });
    const stories = all<SVGSVGElement>('.story');
    const [first, last] = [stories[0], stories.at(-1)];
    await expect.poll(() => [playing(first) > 0, playing(last) > 0]).toEqual([true, false]);
    last?.scrollIntoView();
    await expect.poll(() => [playing(first) > 0, playing(last) > 0]).toEqual([false, true]);
  });

  it('stand still, complete, for those who like less motion', async () => {
    withoutMotion();
    current = await stage(<Gallery />, { width: 1280 });
    await settled();
    expect(document.getAnimations()).toEqual([]);
    for (const card of all('.card').filter((one) => one.querySelector('.story'))) {
      const { baselineOf } = PRESETS.find(({ id }) => card.querySelector(`#preset-${id}`)) as Preset;
      const verdict = card.querySelector('.mark-solved, .mark-failed');
      expect(verdict?.classList[0]).toBe(baselineOf === null ? 'mark-solved' : 'mark-failed');
    }
  });

  // The page keeps the choice, so this comes last.
  it('are held still by a button, and moved again', async () => {
    current = await stage(<Gallery />, { width: 1280, height: 800 });
    const [story] = all<SVGSVGElement>('.story');
    await expect.poll(() => playing(story) > 0).toBe(true);
    await userEvent.click(page.getByRole('button', { name: 'Hold the pictures still' }));
    await expect.poll(() => document.getAnimations()).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'Let the pictures move' }));
    await expect.poll(() => playing(story) > 0).toBe(true);
  });
});
