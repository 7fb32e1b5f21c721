/** A paper's report, read and checked. */
import type { Paper, PaperId } from '../../experiments/reproduction/paper.ts';
import { findPaper } from '../../experiments/reproduction/papers.ts';
import type { Report } from '../../experiments/reproduction/report.ts';
import { readReportFile } from './files.ts';

/** Null when this build has none. Rejects in words when it is not valid, and when it cannot be fetched. */
export async function loadReport(id: PaperId): Promise<{ paper: Paper; report: Report } | null> {
  const paper = findPaper(id);
  const file = await readReportFile(id);
  return paper && file !== null ? { paper, report: paper.parse(file) } : null;
}
