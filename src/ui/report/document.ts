/**
 * A report as documentation: `docs/<paper>.md` with its pictures, and a block of the README. Text made from the report
 * by the same functions as the page, so that the two cannot differ. Nothing of this is in the app.
 */
import { type Paper, reproduceCommand } from '../../experiments/reproduction/paper.ts';
import type { Report } from '../../experiments/reproduction/report.ts';
import type { Figure, Section, Table } from '../../experiments/reproduction/section.ts';
import { listed } from '../../experiments/reproduction/words.ts';
import { figureFile, type Styles } from '../figures/svg.ts';
import { inSentences, intervalNote, numbers, span } from '../figures/words.ts';
import { plural } from '../format.ts';
import { barOutcome, barTally, effort, facts, GLYPHS, sourceText, tally, VERDICT_WORDS } from './overview.ts';

/** Rows of a figure's numbers; the whole of them is in the app. */
const ROWS = 12;

/** Every file of the documentation, by its path under `docs/`. */
export function documents(paper: Paper, report: Report, styles: Styles): Readonly<Record<string, string>> {
  const pictures = paper
    .sections(report)
    .flatMap((section) =>
      section.figures.map((figure, i) => [pictureOf(paper, section, i), figureFile(figure, styles)] as const),
    );
  return { [`${paper.id}.md`]: page(paper, report), ...Object.fromEntries(pictures) };
}

/**
 * The README's block: what came out, claim by claim and bar by bar, and the figures of the first claim, which is about
 * the preset that everybody starts with. `report` is null as long as there is none.
 */
export function readmeBlock(paper: Paper, report: Report | null): string {
  const { id, words } = paper;
  if (report === null) return `Not measured yet: \`${reproduceCommand(id)}\` does it, and writes what comes out here.`;
  const sections = paper.sections(report);
  const { machine, seeds } = report;
  const [first] = sections;
  return [
    `The claims of ${words.name}'s paper, put to the test on networks that train in minutes, over ${plural(seeds.length, 'seed')} on ${plural(machine.cores, 'core')} (${machine.cpu}).`,
    `${tally(sections)} ${barTally(report)} Error bars, tables and what was tried: [docs/${id}.md](docs/${id}.md).`,
    '',
    ...(first ? firstClaim(paper, first) : []),
    markdownTable({
      caption: '',
      head: ['claim', 'outcome'],
      rows: sections.map((one) => [`[${one.title}](docs/${id}.md#${one.id})`, outcome(one.verdict)]),
    }),
    '',
    barTable(report),
  ].join('\n');
}

/** Its first figure as a picture and the others as numbers, each followed by an empty line. */
function firstClaim(paper: Paper, section: Section): string[] {
  return section.figures.flatMap((figure, i) => {
    if (i === 0) return [image(figure, `docs/${pictureOf(paper, section, i)}`), ''];
    const table = numbers(figure, ROWS);
    const notes = [
      ...(figure.trained ? [`trained on ${span(figure.trained)}`] : []),
      ...(intervalNote(figure) ? ['95 % intervals over seeds in brackets'] : []),
    ];
    return [`${[table.caption, ...notes].join('; ')}.`, '', markdownTable(table), ''];
  });
}

function page(paper: Paper, report: Report): string {
  const { id: file, words } = paper;
  const command = reproduceCommand(file);
  const sections = paper.sections(report);
  const notRun = paper.claimsNotRun(report);
  return [
    `# ${words.title}`,
    `<!-- Made by \`${command}\` from reports/${file}.json; \`node scripts/publish-report.mjs\` makes it again. -->`,
    words.lede,
    `The paper: [${words.citation.words}](${words.citation.address}). ${sourceText(file)} The app shows the same under _Evidence_.`,
    '## In short',
    tally(sections),
    ...(notRun.length > 0 ? [`Not measured in this report: ${listed(notRun)}.`] : []),
    sections
      .map(
        ({ id, title, verdict }) => `- ${GLYPHS[verdict]} [${title}](#${id}): ${VERDICT_WORDS[verdict].toLowerCase()}`,
      )
      .join('\n'),
    markdownTable({ caption: '', head: ['how it was measured', ''], rows: facts(report) }),
    '## Bars set beforehand',
    barTally(report),
    barTable(report),
    ...sections.flatMap((section) => claim(paper, section)),
    '## The experiments',
    'Each can be opened and trained in the app, under _Evidence_. What was changed is said with the path of each setting.',
    markdownTable({
      caption: '',
      head: ['experiment', 'purpose', 'preset and changes', 'seeds', 'per seed'],
      rows: report.arms.map((arm) => [
        arm.title,
        arm.purpose,
        [arm.preset, ...arm.differences, ...arm.trial].map((words) => `\`${words}\``).join(' '),
        String(arm.runs.length),
        effort(arm),
      ]),
    }),
    '## Again',
    `\`${command}\` trains and evaluates all of it and writes this page; it goes on where it was stopped.`,
  ]
    .join('\n\n')
    .concat('\n');
}

function barTable({ bars }: Report): string {
  return markdownTable({
    caption: '',
    head: ['bar', 'outcome', 'found'],
    rows: bars.map((bar) => {
      const { verdict, found } = barOutcome(bar);
      return [bar.text, `${GLYPHS[verdict]} ${verdict}`, found];
    }),
  });
}

function claim(paper: Paper, section: Section): string[] {
  const { id, title, verdict, claim: words, finding, figures, tables, notes } = section;
  return [
    `<a id="${id}"></a>`,
    `## ${title}`,
    `**${GLYPHS[verdict]} ${VERDICT_WORDS[verdict]}.**`,
    `> ${words}`,
    finding,
    ...figures.flatMap((figure, i) => pictured(figure, pictureOf(paper, section, i))),
    ...tables.flatMap((table) => [`**${table.caption}**`, markdownTable(table)]),
    ...(notes.length > 0 ? [notes.map((note) => `- ${note}`).join('\n')] : []),
  ];
}

function pictured(figure: Figure, file: string): string[] {
  const table = numbers(figure, ROWS);
  return [
    [`**${figure.title}.**`, intervalNote(figure)].filter(Boolean).join(' '),
    image(figure, file),
    `<details><summary>The numbers</summary>\n\n${table.caption}\n\n${markdownTable(table)}\n\n</details>`,
  ];
}

function image(figure: Figure, file: string): string {
  // Brackets would end the alternative text.
  return `![${inSentences(figure).replaceAll(/[[\]]/g, '')}](${file})`;
}

function outcome(verdict: Section['verdict']): string {
  return `${GLYPHS[verdict]} ${VERDICT_WORDS[verdict].toLowerCase()}`;
}

/** Beside the page. */
function pictureOf(paper: Paper, { id }: Section, index: number): string {
  return `${paper.id}/${id}-${index + 1}.svg`;
}

/** Aligned as the formatter aligns tables; the first column is words, the others are what it says about them. */
function markdownTable({ head, rows }: Table): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, i) => Math.max(3, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${widths.map((width, i) => (row[i] ?? '').padEnd(width)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}
