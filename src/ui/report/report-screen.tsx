/**
 * The evidence: a paper's claims held against what the app measured. The article and its data are fetched when someone
 * comes to read them; until then, without them and when they fail this screen says so.
 */
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useTitle } from '../parts/hooks.ts';
import { LoadFailure } from '../parts/load-failure.tsx';
import { COMMAND } from './overview.ts';
import './report.css';

/** Gives the article, or null where the build has no report. */
export type LoadArticle = () => Promise<((section: string | null) => VNode) | null>;

type State =
  | { readonly kind: 'loading' | 'absent' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ready'; readonly article: (section: string | null) => VNode };

async function loadArticle(): ReturnType<LoadArticle> {
  const [{ Article }, { loadReport }] = await Promise.all([import('./article.tsx'), import('./load.ts')]);
  const report = await loadReport();
  return report && ((section) => <Article report={report} section={section} />);
}

interface ReportScreenProps {
  /** Id of the section that the address asks for. */
  readonly section: string | null;
  readonly load?: LoadArticle;
}

export function ReportScreen({ section, load = loadArticle }: ReportScreenProps) {
  useTitle('Evidence');
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    let wanted = true;
    load().then(
      (article) => wanted && setState(article ? { kind: 'ready', article } : { kind: 'absent' }),
      (error: unknown) =>
        wanted && setState({ kind: 'failed', why: error instanceof Error ? error.message : `${error}` }),
    );
    return () => {
      wanted = false;
    };
  }, [load]);

  switch (state.kind) {
    case 'ready':
      return state.article(section);
    case 'loading':
      return (
        <div class="report-state" aria-busy="true">
          <h1>Evidence</h1>
          <p role="status">The report is being read…</p>
        </div>
      );
    case 'absent':
      return (
        <div class="report-state">
          <h1>Evidence</h1>
          <p>This build of Espalier carries no report yet.</p>
          <p>
            <code>{COMMAND}</code> trains and evaluates everything that the paper claims, over several seeds, and writes
            the report. Build the app again afterwards, and it is here.
          </p>
          <p>
            <a href="#/">Go to the gallery</a>
          </p>
        </div>
      );
    case 'failed':
      return (
        <div class="report-state">
          <h1>Evidence</h1>
          <LoadFailure what="The report could not be read." why={state.why} />
        </div>
      );
    default:
      return state satisfies never;
  }
}
