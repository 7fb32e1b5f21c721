/** What the library does with runs. Each action says in words what it did, or throws words that say why not. */
import { metricsCsv } from '../../store/csv.ts';
import type { RunRecord } from '../../store/types.ts';
import { plural } from '../format.ts';
import { closeRun } from '../session/active.ts';
import { store } from '../session/storage.ts';

export async function renameRun(runId: string, name: string): Promise<null> {
  await store.renameRun(runId, name);
  return null;
}

/** Deletes a run with everything that belongs to it; closes it first when this tab has it open. */
export async function deleteRun(runId: string, name: string): Promise<string> {
  await closeRun(runId);
  await store.deleteRun(runId);
  return `${name} was deleted.`;
}

/** Hands the run to the person as a zip file. */
export async function exportRun(run: RunRecord): Promise<string> {
  const { archive, skipped } = await store.exportRun(run.id);
  const { zipArchive } = await zips();
  download(new Blob([zipArchive(archive)], { type: 'application/zip' }), fileName(run, 'zip'));
  const left = skipped.length === 0 ? '' : ` ${plural(skipped.length, 'damaged checkpoint')} had to be left out.`;
  return `“${run.name}” was exported as ${fileName(run, 'zip')}.${left}`;
}

/** Hands the run's metrics to the person as a table for a spreadsheet. */
export async function exportMetrics(run: RunRecord): Promise<string> {
  const rows = await store.metrics(run.id);
  if (rows.length === 0) return `“${run.name}” has no metrics yet; they come with its first step.`;
  const name = fileName(run, 'csv');
  download(new Blob([metricsCsv(rows)], { type: 'text/csv' }), name);
  return `The metrics of “${run.name}” were exported as ${name}.`;
}

/** Adds the run in `file` to the library, under a new id when its own is taken. */
export async function importFile(file: File): Promise<string> {
  const { unzipArchive } = await zips();
  const archive = unzipArchive(new Uint8Array(await file.arrayBuffer()));
  const run = await store.importRun(archive);
  return `“${run.name}” was imported.`;
}

/** Loaded when first needed: most visits never export. */
function zips(): Promise<typeof import('../../store/zip.ts')> {
  return import('../../store/zip.ts');
}

function download(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads the blob after the click returns; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The run's name as a file name that every system takes. */
function fileName(run: RunRecord, extension: string): string {
  const base = run.name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return `${base || 'run'}-seed-${run.experiment.seed}.${extension}`;
}
