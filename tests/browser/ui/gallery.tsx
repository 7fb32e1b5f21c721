/** Mounts a component on the page with the app's own styles, in a theme and width of choice, and cleans up after it. */
import { type ComponentChild, render } from 'preact';
import { page } from 'vitest/browser';
import '../../../src/ui/styles/tokens.css';
import '../../../src/ui/styles/base.css';

export interface Stage {
  readonly root: HTMLElement;
  rerender(content: ComponentChild): Promise<void>;
  unmount(): void;
}

export interface StageOptions {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** How a panel of the run screen is looked at: in both themes, and on a phone. */
export const LOOKS = [
  { name: 'light', theme: 'light', width: 720 },
  { name: 'dark', theme: 'dark', width: 720 },
  { name: 'narrow', theme: 'dark', width: 390 },
] as const;

/** Renders `content`; resolves after layout has settled. */
export async function stage(content: ComponentChild, options: StageOptions = {}): Promise<Stage> {
  const { theme = 'light', width = 1000, height = 900 } = options;
  await page.viewport(width, height);
  document.documentElement.dataset.theme = theme;
  const root = document.createElement('main');
  root.style.padding = '16px';
  document.body.append(root);
  render(content, root);
  await settled();
  return {
    root,
    rerender: async (next) => {
      render(next, root);
      await settled();
    },
    unmount: () => {
      render(null, root);
      root.remove();
    },
  };
}

/** Two frames: effects have run and sizes were observed. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Writes a picture of the page into the folder of `VITE_SCREENSHOTS`; does nothing when that is not set. */
export async function picture(name: string): Promise<void> {
  const folder: unknown = import.meta.env.VITE_SCREENSHOTS;
  if (typeof folder !== 'string' || folder === '') return;
  await page.screenshot({ path: `${folder}/${name}.png`, element: document.documentElement });
}
