/**
 * `node scripts/publish-report.mjs`: writes what is published of the papers' reports, reports/<paper>.json: for each
 * docs/<paper>.md, its pictures and a block of the README. `npm run reproduce` does the same when it has written one.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importSource } from './import-source.mjs';
import { ROOT } from './install.mjs';
import { readBlock, writeBlock } from './readme.mjs';

/**
 * @typedef {import('../src/experiments/reproduction/paper.ts').Paper} Paper
 * @typedef {import('../src/experiments/reproduction/paper.ts').PaperId} PaperId
 */

const DOCS = join(ROOT, 'docs');

/** Where a paper's report lies; there may be none yet. */
export function reportFile(/** @type {PaperId} */ paper) {
  return join(ROOT, `reports/${paper}.json`);
}

/** The app's style sheets that pictures are drawn with. */
export function pictureStyles() {
  const sheet = (/** @type {string} */ path) => readFileSync(join(ROOT, 'src/ui', path), 'utf8');
  return { tokens: sheet('styles/tokens.css'), figure: sheet('figures/figure.css') };
}

/** Writes all of it again; what an earlier report had more is deleted. Throws in words when a report is not valid. */
export async function publish() {
  const { PAPERS } = /** @type {typeof import('../src/experiments/reproduction/papers.ts')} */ (
    await importSource('src/experiments/reproduction/papers.ts')
  );
  const { documents, readmeBlock } = /** @type {typeof import('../src/ui/report/document.ts')} */ (
    await importSource('src/ui/report/document.ts')
  );
  const reports = PAPERS.map((paper) => ({ paper, report: readReport(paper) }));
  for (const { paper, report } of reports) {
    // First, for it may fail; then nothing of this paper has been deleted yet.
    writeBlock(block(paper.id), readmeBlock(paper, report));
    rmSync(join(DOCS, paper.id), { recursive: true, force: true });
    rmSync(join(DOCS, `${paper.id}.md`), { force: true });
    for (const [file, text] of Object.entries(report ? documents(paper, report, pictureStyles()) : {})) {
      mkdirSync(dirname(join(DOCS, file)), { recursive: true });
      writeFileSync(join(DOCS, file), text);
    }
  }
}

/**
 * The report that is kept with the code; null when there is none.
 *
 * @param {Paper} paper
 */
export function readReport(paper) {
  const file = reportFile(paper.id);
  return existsSync(file) ? paper.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

/**
 * What the README shows of a paper's report.
 *
 * @param {PaperId} paper
 */
export function publishedBlock(paper) {
  return readBlock(block(paper));
}

/** @param {PaperId} paper */
function block(paper) {
  return { name: 'report', command: `npm run reproduce -- ${paper}` };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await publish();
