/** The Steer screen at its address. The game and its pictures are fetched when someone comes to play. */
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useTitle } from '../parts/hooks.ts';
import { LoadFailure } from '../parts/load-failure.tsx';
import { seedOf } from './seeds.ts';
import './steer.css';

type Page = FunctionComponent<{ readonly seed: number | null }>;
type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ready'; readonly Page: Page };

async function loadPage(): Promise<Page> {
  const [{ SteerPage }, { players }] = await Promise.all([import('./steer-page.tsx'), import('./players.tsx')]);
  return ({ seed }) => <SteerPage seed={seed} others={players} />;
}

interface SteerScreenProps {
  /** What follows the question mark in the address. */
  readonly query: string;
  readonly load?: () => Promise<Page>;
}

export function SteerScreen({ query, load = loadPage }: SteerScreenProps) {
  useTitle('Steer');
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    let wanted = true;
    load().then(
      (Page) => wanted && setState({ kind: 'ready', Page }),
      (error: unknown) =>
        wanted && setState({ kind: 'failed', why: error instanceof Error ? error.message : `${error}` }),
    );
    return () => {
      wanted = false;
    };
  }, [load]);
  switch (state.kind) {
    case 'ready':
      return <state.Page seed={seedOf(query)} />;
    case 'loading':
      return (
        <div class="steer" aria-busy="true">
          <h1>Steer</h1>
          <p role="status">The world is being made…</p>
        </div>
      );
    case 'failed':
      return (
        <div class="steer">
          <h1>Steer</h1>
          <LoadFailure what="The game could not be loaded." why={state.why} />
        </div>
      );
    default:
      return state satisfies never;
  }
}
