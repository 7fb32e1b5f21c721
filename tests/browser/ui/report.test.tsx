/** The evidence screen as a person meets it: the article of a sample report, and what is said without one. */
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { raoPaper } from '../../../src/experiments/reproduction/rao/paper.ts';
import { Article } from '../../../src/ui/report/article.tsx';
import { documents } from '../../../src/ui/report/document.ts';
import { type LoadArticle, ReportScreen } from '../../../src/ui/report/report-screen.tsx';
import { sampleReport } from '../../support/sample-report.ts';
import { picture, type Stage, stage } from './gallery.tsx';

let current: Stage | null = null;
afterEach(() => {
  current?.unmount();
  current = null;
});

const report = sampleReport();
const claims = raoPaper.sections(report);

describe.each([
  { name: 'light', theme: 'light', width: 1280 },
  { name: 'dark', theme: 'dark', width: 1280 },
  { name: 'narrow', theme: 'light', width: 390 },
] as const)('$name, $width px', ({ name, theme, width }) => {
  it('shows every claim and figure, and nothing spills over the page', async () => {
    current = await stage(<Article paper={raoPaper} report={report} section={null} />, { theme, width });
    await picture(`report-${name}`);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    const headings = [...current.root.querySelectorAll('.claim h2')].map((heading) => heading.textContent);
    expect(headings).toEqual(claims.map(({ title }) => title));
    const figures = claims.flatMap((section) => section.figures);
    expect(current.root.querySelectorAll('svg.figure-plot')).toHaveLength(figures.length);
  });

  it('draws no words over others or out of their figure', async () => {
    current = await stage(<Article paper={raoPaper} report={report} section={null} />, { theme, width });
    for (const svg of current.root.querySelectorAll('svg.figure-plot')) {
      const frame = svg.getBoundingClientRect();
      const words = [...svg.querySelectorAll('text')].filter((text) => text.textContent !== '');
      const boxes = words.map((text) => text.getBoundingClientRect());
      for (const [i, box] of boxes.entries()) {
        const label = `${svg.getAttribute('aria-label')?.slice(0, 40)}: ${words[i]?.textContent}`;
        expect(box.left, label).toBeGreaterThanOrEqual(frame.left - 1);
        expect(box.right, label).toBeLessThanOrEqual(frame.right + 1);
        for (const other of boxes.slice(i + 1)) {
          const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
          const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
          // Boxes have air above and below their letters.
          expect(across > 1 && down > 5, label).toBe(false);
        }
      }
    }
  });
});

it('gives each figure a description, and its numbers on demand', async () => {
  current = await stage(<Article paper={raoPaper} report={report} section={null} />);
  const figure = current.root.querySelector('figure')!;
  expect(figure.querySelector('svg')?.getAttribute('role')).toBe('img');
  expect(figure.querySelector('svg')?.getAttribute('aria-label')).toContain('100 % at easy');
  const details = figure.querySelector('details')!;
  expect(details.open).toBe(false);
  details.querySelector('summary')!.focus();
  await userEvent.keyboard('{Enter}');
  expect(details.open).toBe(true);
  expect([...details.querySelectorAll('tbody th')].map((cell) => cell.textContent)).toEqual(
    report.arms[0]!.bands.map(({ name }) => name),
  );
});

it('says every verdict in words, beside a glyph', async () => {
  current = await stage(<Article paper={raoPaper} report={report} section={null} />);
  const verdicts = [...current.root.querySelectorAll('.claim > .verdict')].map((one) => one.textContent);
  expect(verdicts).toEqual(
    claims.map(
      ({ verdict }) =>
        ({ reproduced: '✓Reproduced', partly: '◐Partly reproduced', 'not reproduced': '✗Not reproduced' })[verdict],
    ),
  );
});

it('leads into every experiment', async () => {
  const arms = report.arms.slice(0, 1).map((arm) => ({ ...arm, differences: ['training.lambda=0.4'] }));
  const gone = { ...arms[0]!, id: 'gone', title: 'Of another version', preset: 'gone' };
  current = await stage(<Article paper={raoPaper} report={{ ...report, arms: [...arms, gone] }} section={null} />);
  const links = [...current.root.querySelectorAll<HTMLAnchorElement>('.arms a')];
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    expect.stringMatching(/^#\/run\?preset=rao-textcraft&seed=1&.*training\.lambda=0\.4/),
  ]);
  expect(links[0]?.getAttribute('aria-label')).toContain(arms[0]!.title);
  expect(current.root.querySelector('.arms')?.textContent).toContain('other settings');
});

it('opens at the claim that the address asks for', async () => {
  const last = claims.at(-1)!;
  current = await stage(<Article paper={raoPaper} report={report} section={last.id} />);
  const heading = document.getElementById(`report-${last.id}`)!;
  expect(heading.getBoundingClientRect().top).toBeLessThan(window.innerHeight);
  expect(window.scrollY).toBeGreaterThan(1000);
  window.scrollTo(0, 0);
});

it('goes from the contents to a claim, and the keyboard with it, as often as one likes', async () => {
  current = await stage(<Article paper={raoPaper} report={report} section={null} />);
  const { id, title } = claims[2]!;
  const link = [...current.root.querySelectorAll<HTMLAnchorElement>('.contents a')].find((one) =>
    one.textContent?.includes(title),
  )!;
  const before = window.location.href;
  link.click();
  expect(window.location.hash).toBe(`#/report/rao/${id}`);
  await current.rerender(<Article paper={raoPaper} report={report} section={id} />);
  expect(document.activeElement?.id).toBe(`report-${id}`);
  window.scrollTo(0, 0);
  link.focus();
  link.click();
  expect(document.activeElement?.id).toBe(`report-${id}`);
  expect(window.scrollY).toBeGreaterThan(500);
  window.history.replaceState(null, '', before);
  window.scrollTo(0, 0);
});

it('names the claims that were not measured', async () => {
  current = await stage(
    <Article paper={raoPaper} report={sampleReport(['small-recursive', 'small-single'])} section={null} />,
  );
  expect(current.root.querySelectorAll('.claim')).toHaveLength(1);
  expect(current.root.textContent).toContain('Not measured in this report: More than the window');
});

it('leads from one paper to another', async () => {
  current = await stage(<ReportScreen paper="rao" section={null} load={() => new Promise(() => {})} />);
  const links = [...current.root.querySelectorAll<HTMLAnchorElement>('.paper-links a')];
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['#/report/rao', '#/report/dynamic-planning']);
  expect(links.map((link) => link.getAttribute('aria-current'))).toEqual(['page', null]);
});

it('follows the address to another paper, and begins from nothing there', async () => {
  const asked: string[] = [];
  const load: LoadArticle = async (paper) => {
    asked.push(paper);
    return paper === 'rao' ? () => <p>The article</p> : null;
  };
  current = await stage(<ReportScreen paper="rao" section={null} load={load} />);
  expect(current.root.textContent).toContain('The article');
  expect(document.title).toBe('Evidence: Recursive agent optimization · Espalier');
  await current.rerender(<ReportScreen paper="dynamic-planning" section={null} load={load} />);
  expect(current.root.textContent).toContain('npm run reproduce -- dynamic-planning');
  expect(document.title).toBe('Evidence: Dynamic planning · Espalier');
  expect(asked).toEqual(['rao', 'dynamic-planning']);
});

describe('without a report', () => {
  const shown = async (load: LoadArticle) => {
    current = await stage(<ReportScreen paper="rao" section={null} load={load} />);
    return current.root;
  };

  it('says that it is being read', async () => {
    const root = await shown(() => new Promise(() => {}));
    expect(root.querySelector('[role=status]')?.textContent).toContain('being read');
  });

  it('says when there is none, and how one is made', async () => {
    const root = await shown(async () => null);
    expect(root.textContent).toContain('carries no report on this paper yet');
    expect(root.textContent).toContain('npm run reproduce -- rao');
  });

  it('says why it cannot be read, and offers to load again', async () => {
    const root = await shown(() => Promise.reject(new Error('The report is not valid at "arms.0".')));
    expect(root.querySelector('[role=alert]')?.textContent).toContain('not valid at "arms.0"');
    expect(root.querySelector('button')?.textContent).toContain('Load the page again');
  });

  it('shows the article as soon as it is there', async () => {
    const root = await shown(async () => (section) => <p>The article, at {section ?? 'its top'}</p>);
    expect(root.textContent).toContain('The article, at its top');
  });
});

it('gives the documentation well-formed pictures', () => {
  const styles = { tokens: ':root {}\n:root[data-theme="dark"] {}', figure: '' };
  for (const [file, text] of Object.entries(documents(raoPaper, report, styles))) {
    if (!file.endsWith('.svg')) continue;
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')?.textContent ?? '', file).toBe('');
    expect(parsed.documentElement.querySelector('title')?.textContent).not.toBe('');
  }
});
