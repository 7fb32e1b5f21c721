/** Which papers' reports this build carries, each in a chunk of its own that is fetched when someone reads it. */
import type { PaperId } from '../../experiments/reproduction/paper.ts';

/** By path; without those that there were not when the app was built. Measurements of speed lie beside them. */
const FILES = import.meta.glob<unknown>(['../../../reports/*.json', '!../../../reports/bench.json'], {
  import: 'default',
});

const fileOf = (paper: PaperId) => FILES[`../../../reports/${paper}.json`];

export function hasReport(paper: PaperId): boolean {
  return fileOf(paper) !== undefined;
}

/** What the file holds; null without one. Rejects when it cannot be fetched. */
export async function readReportFile(paper: PaperId): Promise<unknown> {
  return (await fileOf(paper)?.()) ?? null;
}
