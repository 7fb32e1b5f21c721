/** The frame around every screen: name, navigation, theme, and the run that goes on in the background. */

import { Gallery } from '../gallery/gallery.tsx';
import { LibraryScreen } from '../library/library-screen.tsx';
import { Mark, MoonIcon, SunIcon } from '../parts/icons.tsx';
import { ReportScreen } from '../report/report-screen.tsx';
import { type Route, route } from '../router.ts';
import { RunScreen } from '../run/run-screen.tsx';
import { SteerScreen } from '../steer/steer-screen.tsx';
import { theme, toggleTheme } from '../theme.ts';
import { BackgroundRun } from './background-run.tsx';
import { StorageNote } from './storage-note.tsx';
import '../styles/tokens.css';
import '../styles/base.css';
import './app.css';

export function App() {
  const at = route.value;
  return (
    <>
      <button type="button" class="button skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the content
      </button>
      <header class="masthead">
        <a class="brand" href="#/">
          <Mark />
          <span class="brand-name">Espalier</span>
        </a>
        <nav aria-label="Screens">
          <NavLink to="#/" current={at.screen === 'gallery'}>
            Gallery
          </NavLink>
          <NavLink to="#/steer" current={at.screen === 'steer'}>
            Steer
          </NavLink>
          <NavLink to="#/library" current={at.screen === 'library'}>
            Library
          </NavLink>
          <NavLink to="#/report" current={at.screen === 'report'}>
            Evidence
          </NavLink>
        </nav>
        <BackgroundRun />
        <ThemeToggle />
      </header>
      <main id="main" tabIndex={-1}>
        <StorageNote />
        <Screen at={at} />
      </main>
    </>
  );
}

function Screen({ at }: { at: Route }) {
  switch (at.screen) {
    case 'gallery':
      return <Gallery />;
    case 'library':
      return <LibraryScreen />;
    case 'report':
      return <ReportScreen paper={at.paper} section={at.section} />;
    case 'steer':
      return <SteerScreen query={at.query} />;
    case 'run':
      return <RunScreen hash={at.hash} />;
    case 'unknown':
      return (
        <div class="empty lost">
          <h1>There is nothing at this address.</h1>
          <p>
            <code>{at.hash.slice(0, 80)}</code> is not a page of Espalier.
          </p>
          <p>
            <a href="#/">Go to the gallery</a>
          </p>
        </div>
      );
    default:
      return at satisfies never;
  }
}

function NavLink({ to, current, children }: { to: string; current: boolean; children: string }) {
  return (
    <a href={to} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  );
}

function ThemeToggle() {
  const other = theme.value === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" class="button quiet theme" onClick={toggleTheme} aria-label={`Use the ${other} theme`}>
      {other === 'dark' ? <MoonIcon /> : <SunIcon />}
    </button>
  );
}
