/** Which screen the address asks for. The hash is the only source: back, forward and shared links all work. */
import { signal } from '@preact/signals';
import { PAPER_IDS, type PaperId } from '../experiments/reproduction/paper.ts';

export type Route =
  | { readonly screen: 'gallery' }
  | { readonly screen: 'library' }
  /** `paper` is null where the address names none; `section` is the part of its report that it asks for. */
  | { readonly screen: 'report'; readonly paper: PaperId | null; readonly section: string | null }
  /** `query` says which world. */
  | { readonly screen: 'steer'; readonly query: string }
  /** The rest of the address is the experiments' URL codec's to read. */
  | { readonly screen: 'run'; readonly hash: string }
  | { readonly screen: 'unknown'; readonly hash: string };

export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#\/?/, '');
  if (path === '') return { screen: 'gallery' };
  if (path === 'library') return { screen: 'library' };
  if (/^report\/?$/.test(path)) return { screen: 'report', paper: null, section: null };
  const report = /^report\/([a-z-]+)(?:\/([a-z0-9-]*))?$/.exec(path);
  const paper = PAPER_IDS.find((id) => id === report?.[1]);
  if (paper) return { screen: 'report', paper, section: report?.[2] || null };
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
