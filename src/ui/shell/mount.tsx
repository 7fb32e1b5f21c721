/** Puts the app into the page and lets it follow the address. */
import { render } from 'preact';
import { startRouter } from '../router.ts';
import { App } from './app.tsx';
import { keepForOffline } from './offline.ts';

export function mount(root: HTMLElement | null): void {
  if (!root) throw new Error('The page has no element with the id "app".');
  startRouter();
  root.replaceChildren();
  render(<App />, root);
  keepForOffline();
}
