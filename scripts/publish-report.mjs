/**
 * `node scripts/publish-report.mjs`: writes what is published of reports/rao.json: docs/rao.md, its pictures and the
 * README's block. `npm run reproduce` does the same when it has written a report.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importSource } from './import-source.mjs';
import { ROOT } from './install.mjs';
import { readBlock, writeBlock } from './readme.mjs';

const DOCS = join(ROOT, 'docs');
const BLOCK = { name: 'report', command: 'npm run reproduce -- rao' };

/** Where the report lies; there may be none yet. */
export const REPORT = join(ROOT, 'reports/rao.json');

/** The app's style sheets that pictures are drawn with. */
export function pictureStyles() {
  const sheet = (/** @type {string} */ path) => readFileSync(join(ROOT, 'src/ui', path), 'utf8');
  return { tokens: sheet('styles/tokens.css'), figure: sheet('figures/figure.css') };
}

/** Writes all of it again; what an earlier report had more is deleted. Throws in words when the report is not valid. */
export async function publish() {
  const { documents, readmeBlock } = /** @type {typeof import('../src/ui/report/document.ts')} */ (
    await importSource('src/ui/report/document.ts')
  );
  const { parseReport } = /** @type {typeof import('../src/experiments/reproduction/report.ts')} */ (
    await importSource('src/experiments/reproduction/report.ts')
  );
  const report = existsSync(REPORT) ? parseReport(JSON.parse(readFileSync(REPORT, 'utf8'))) : null;
  // First, for it may fail; then nothing has been deleted yet.
  writeBlock(BLOCK, readmeBlock(report));
  rmSync(join(DOCS, 'rao'), { recursive: true, force: true });
  rmSync(join(DOCS, 'rao.md'), { force: true });
  for (const [file, text] of Object.entries(report ? documents(report, pictureStyles()) : {})) {
    mkdirSync(dirname(join(DOCS, file)), { recursive: true });
    writeFileSync(join(DOCS, file), text);
  }
}

/** What the README shows of the report. */
export function publishedBlock() {
  return readBlock(BLOCK);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await publish();
