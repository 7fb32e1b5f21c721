/** Which screen the address asks for. The hash is the only source: back, forward and shared links all work. */
import { signal } from '@preact/signals';

export type Route =
  | { readonly screen: 'gallery' }
  | { readonly screen: 'library' }
  /** `section` is the part of the report that the address asks for. */
  | { readonly screen: 'report'; readonly section: string | null }
  /** `query` says which world. */
  | { readonly screen: 'steer'; readonly query: string }
  /** The rest of the address is the experiments' URL codec's to read. */
  | { readonly screen: 'run'; readonly hash: string }
  | { readonly screen: 'unknown'; readonly hash: string };

export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#\/?/, '');
  if (path === '') return { screen: 'gallery' };
  if (path === 'library') return { screen: 'library' };
  const report = /^report\/rao(?:\/([a-z0-9-]*))?$/.exec(path);
  if (report) return { screen: 'report', section: report[1] || null };
  const steer = /^steer(?:\?(.*))?$/.exec(path);
  if (steer) return { screen: 'steer', query: steer[1] ?? '' };
  if (/^run([/?]|$)/.test(path)) return { screen: 'run', hash };
  return { screen: 'unknown', hash };
}

/** The screen in view. */
export const route = signal<Route>({ screen: 'gallery' });

/** Follows the address from now on. */
export function startRouter(): void {
  const read = () => {
    route.value = parseRoute(window.location.hash);
  };
  window.addEventListener('hashchange', () => {
    read();
    // Another screen is read from its top, as another page would be.
    window.scrollTo(0, 0);
  });
  read();
}

/** Goes to another address; the back button returns. */
export function navigate(hash: string): void {
  window.location.hash = hash;
}

/** Rewrites the address of the present screen in place, without a step in the history. */
export function replaceAddress(hash: string): void {
  if (window.location.hash !== hash) window.history.replaceState(null, '', hash);
}
