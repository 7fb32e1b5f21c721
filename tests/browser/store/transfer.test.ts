/** The whole way of a run: out of one browser as a zip, into another, and nothing of it when the zip is not good. */
import { expect, it } from 'vitest';
import { unzipArchive, zipArchive } from '../../../src/store/zip.ts';
import { checkpoint, runArchive } from '../../support/stored-runs.ts';
import { temporaryDatabase } from './temporary-database.ts';

it('carries every bit of a run from one browser to another', async () => {
  const here = temporaryDatabase();
  const there = temporaryDatabase();
  await here.store.importRun(runArchive());
  const { archive } = await here.store.exportRun('run-a');
  await there.store.importRun(unzipArchive(zipArchive(archive)));
  expect(await there.store.exportRun('run-a')).toEqual(await here.store.exportRun('run-a'));
  expect(await there.store.loadCheckpoint('run-a')).toEqual({ checkpoint: checkpoint(4), skipped: [] });
});

it('survives the browser: the zip is still whole as a file', async () => {
  const file = new File([zipArchive(runArchive())], 'run.zip', { type: 'application/zip' });
  expect(unzipArchive(new Uint8Array(await file.arrayBuffer()))).toEqual(runArchive());
});
