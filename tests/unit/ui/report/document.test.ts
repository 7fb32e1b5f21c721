/** The documentation that is made of a report: whole, linked within itself, and with nothing that the report lacks. */
import { describe, expect, it } from 'vitest';
import { pictureStyles } from '../../../../scripts/publish-report.mjs';
import { planningPaper } from '../../../../src/experiments/reproduction/dynamic-planning/paper.ts';
import { PAPERS } from '../../../../src/experiments/reproduction/papers.ts';
import { raoPaper } from '../../../../src/experiments/reproduction/rao/paper.ts';
import { documents, readmeBlock } from '../../../../src/ui/report/document.ts';
import { samplePlanningReport } from '../../../support/sample-planning-report.ts';
import { sampleReport } from '../../../support/sample-report.ts';

const { sections } = raoPaper;
const report = sampleReport();
const styles = pictureStyles();
const files = documents(raoPaper, report, styles);
const page = files['rao.md'] ?? '';

describe('the page', () => {
  it('shows every claim with its words, figures, tables and notes', () => {
    for (const { title, claim, finding, figures, tables, notes } of sections(report)) {
      expect(page).toContain(`\n## ${title}\n`);
      expect(page).toContain(`\n> ${claim}\n`);
      expect(page).toContain(`\n${finding}\n`);
      for (const note of notes) expect(page).toContain(`\n- ${note}`);
      for (const table of tables) {
        expect(page).toContain(`**${table.caption}**`);
        for (const cell of table.rows.flat()) expect(page).toContain(cell);
      }
      for (const figure of figures) expect(page).toContain(`**${figure.title}.**`);
    }
  });

  it('leads to every picture and every part, and nowhere else', () => {
    const pictures = [...page.matchAll(/\]\((rao\/[^)]+)\)/g)].map(([, file]) => file);
    expect(pictures.sort()).toEqual(
      Object.keys(files)
        .filter((file) => file !== 'rao.md')
        .sort(),
    );
    const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(links).toEqual(anchors);
  });

  it('has tables of even rows', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(50);
    for (const [i, line] of rows.entries()) if (/^\| -/.test(line)) expect(line.length).toBe(rows[i - 1]?.length);
  });

  it('says which claims were not measured', () => {
    const some = documents(raoPaper, sampleReport(['small-recursive', 'small-single']), styles)['rao.md'];
    expect(some).toContain('Not measured in this report: ');
    expect(page).not.toContain('Not measured in this report');
    expect(some).toContain('– not measured');
  });
});

it.each([
  ['rao', files, sections(report)],
  [
    'dynamic-planning',
    documents(planningPaper, samplePlanningReport(), styles),
    planningPaper.sections(samplePlanningReport()),
  ],
])('has a picture per figure of %s', (_, written, claims) => {
  const pictures = Object.entries(written).filter(([file]) => file.endsWith('.svg'));
  const figures = claims.flatMap((section) => section.figures);
  expect(pictures).toHaveLength(figures.length);
  for (const [file, text] of pictures) {
    expect(text.startsWith('<svg '), file).toBe(true);
    expect(text, file).not.toMatch(/NaN|undefined|Infinity/);
    expect(text, file).toContain('--series-1: #');
  }
});

describe('the block of the README', () => {
  const block = readmeBlock(raoPaper, report);

  it('has a line per claim and per bar with what came of it', () => {
    for (const { id, title } of sections(report)) expect(block).toContain(`[${title}](docs/rao.md#${id})`);
    for (const bar of report.bars) expect(block).toContain(`| ${bar.text} `);
    expect(block.split('\n').length).toBeLessThan(50);
  });

  it('shows the first claim: bands as a picture, crafting depths as numbers', () => {
    const [first] = sections(report);
    const depths = first?.figures[1]?.series[0]?.points ?? [];
    expect(block).toContain('](docs/rao/small-window-1.svg)');
    expect(block).toContain('\nSuccess by crafting depth: Tasks solved; trained on 1 to 3; 95 % intervals');
    expect(depths.length).toBeGreaterThan(0);
    for (const { x } of depths) expect(block).toMatch(new RegExp(`\\n\\| ${x} +\\|`));
  });

  it.each(PAPERS.map((paper) => [paper.id, paper] as const))('says so when there is no report on %s', (id, paper) => {
    expect(readmeBlock(paper, null)).toContain(`npm run reproduce -- ${id}`);
  });
});
