/**
 * The evidence: a paper's claims held against what the app measured. The article and its data are fetched when someone
 * comes to read them; until then, without them and when they fail this screen says so.
 */
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type PaperId, reproduceCommand } from '../../experiments/reproduction/paper.ts';
import { METHODS } from '../gallery/methods.ts';
import { useTitle } from '../parts/hooks.ts';
import { LoadFailure } from '../parts/load-failure.tsx';
import { hasReport } from './files.ts';
import { PaperLinks } from './paper-links.tsx';
import './report.css';

/** Gives a paper's article, or null where the build has no report on it. */
export type LoadArticle = (paper: PaperId) => Promise<((section: string | null) => VNode) | null>;

type State =
  | { readonly kind: 'loading' | 'absent' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ready'; readonly article: (section: string | null) => VNode };

async function loadArticle(id: PaperId): ReturnType<LoadArticle> {
  const [{ Article }, { loadReport }] = await Promise.all([import('./article.tsx'), import('./load.ts')]);
  const found = await loadReport(id);
  return found && ((section) => <Article {...found} section={section} />);
}

interface ReportScreenProps {
  /** The paper that the address asks for; null for the first one that there is a report on. */
  readonly paper: PaperId | null;
  /** Id of the section that the address asks for. */
  readonly section: string | null;
  readonly load?: LoadArticle;
}

export function ReportScreen({ paper, section, load }: ReportScreenProps) {
  const shown = paper ?? METHODS.find(({ id }) => hasReport(id))?.id ?? 'rao';
  // Another paper's report begins from nothing, as another screen would.
  return (
    <>
      <PaperLinks current={shown} />
      <PaperScreen key={shown} paper={shown} section={section} load={load ?? loadArticle} />
    </>
  );
}

interface PaperScreenProps extends ReportScreenProps {
  readonly paper: PaperId;
  readonly load: LoadArticle;
}

function PaperScreen({ paper, section, load }: PaperScreenProps) {
  const name = METHODS.find(({ id }) => id === paper)?.name ?? paper;
  useTitle(`Evidence: ${name}`);
  const [state, setState] = useState<State>({ kind: 'loading' });
  useEffect(() => {
    let wanted = true;
    load(paper).then(
      (article) => wanted && setState(article ? { kind: 'ready', article } : { kind: 'absent' }),
      (error: unknown) =>
        wanted && setState({ kind: 'failed', why: error instanceof Error ? error.message : `${error}` }),
    );
    return () => {
      wanted = false;
    };
  }, [load, paper]);

  switch (state.kind) {
    case 'ready':
      return state.article(section);
    case 'loading':
      return (
        <Without busy>
          <p role="status">The report is being read…</p>
        </Without>
      );
    case 'absent':
      return (
        <Without>
          <p>This build of Espalier carries no report on this paper yet.</p>
          <p>
            <code>{reproduceCommand(paper)}</code> trains and evaluates everything that the paper claims, over several
            seeds, and writes the report. Build the app again afterwards, and it is here.
          </p>
          <p>
            <a href="#/">Go to the gallery</a>
          </p>
        </Without>
      );
    case 'failed':
      return (
        <Without>
          <LoadFailure what="The report could not be read." why={state.why} />
        </Without>
      );
    default:
      return state satisfies never;
  }
}

/** What stands in the place of an article. */
function Without({ busy, children }: { busy?: true; children: ComponentChildren }) {
  return (
    <div class="report-state" aria-busy={busy}>
      <h1>Evidence</h1>
      {children}
    </div>
  );
}
