/** The whole way of a run: out of one browser as a zip, into another, and nothing of it when the zip is not good. */
import { expect, it } from 'vitest';
import { unzipArchive, zipArchive } from '../../../src/store/zip.ts';
import { checkpoint, planningArchive, planningCheckpoint, runArchive } from '../../support/stored-runs.ts';
import { temporaryDatabase } from './temporary-database.ts';

it.each([
  ['delegate', runArchive('a'), checkpoint(4)],
  ['plan', planningArchive('a'), planningCheckpoint(4)],
])('carries every bit of a run whose agents %s from one browser to another', async (_, original, newest) => {
  const here = temporaryDatabase();
  const there = temporaryDatabase();
  await here.store.importRun(original);
  const { archive } = await here.store.exportRun('a');
  await there.store.importRun(unzipArchive(zipArchive(archive)));
  expect(await there.store.exportRun('a')).toEqual(await here.store.exportRun('a'));
  expect(await there.store.loadCheckpoint('a')).toEqual({ checkpoint: newest, skipped: [] });
});

it('survives the browser: the zip is still whole as a file', async () => {
  const file = new File([zipArchive(runArchive())], 'run.zip', { type: 'application/zip' });
  expect(unzipArchive(new Uint8Array(await file.arrayBuffer()))).toEqual(runArchive());
});
