/** The picture of Crafter in the gallery: a game that goes on where it can be seen, and stands still for who likes that. */
import { afterEach, expect, it, vi } from 'vitest';
import { CrafterGame } from '../../../src/ui/gallery/pictures/crafter-game.tsx';
import { picture, type Stage, settled, stage } from './gallery.tsx';

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
  vi.restoreAllMocks();
});

const pixels = () => current?.root.querySelector('canvas')?.toDataURL() ?? '';
const text = (selector: string) => current?.root.querySelector(selector)?.textContent ?? '';

it('goes on, with the plan in force', async () => {
  current = await stage(<CrafterGame rhythm="carried" />);
  const before = pixels();
  expect(text('.crafter-game-plan')).not.toBe('No plan');
  await expect.poll(pixels, { timeout: 5000 }).not.toBe(before);
});

it('stands still, in the middle of a game, for those who like less motion', async () => {
  const { matchMedia } = window;
  vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
    query.includes('prefers-reduced-motion') ? ({ matches: true } as MediaQueryList) : matchMedia.call(window, query),
  );
  const schedule = vi.spyOn(window, 'setInterval');
  current = await stage(
    <div style={{ display: 'flex', gap: '1rem' }}>
      <CrafterGame rhythm="carried" />
      <CrafterGame rhythm="never" />
      <CrafterGame rhythm="always" />
    </div>,
    { width: 800, height: 320 },
  );
  await settled();
  expect(schedule).not.toHaveBeenCalled();
  await picture('crafter-pictures');
  const plans = [...current.root.querySelectorAll('.crafter-game-plan')].map((one) => one.textContent);
  expect(plans[1]).toBe('No plan');
  const count = (i: number) =>
    Number.parseInt(current?.root.querySelectorAll('.crafter-game-figures')[i]?.textContent ?? '', 10);
  expect(count(1)).toBe(0);
  expect(count(0)).toBeGreaterThan(0);
  // A plan at every step.
  expect(count(2)).toBeGreaterThan(2 * count(0));
});
