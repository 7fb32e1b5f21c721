/** The report that this build carries: a chunk of its own, kept for use without a network like every other. */
import { parseReport, type Report } from '../../experiments/reproduction/report.ts';

/** Empty when there was no such file when the app was built. */
const files = import.meta.glob<unknown>('../../../reports/rao.json', { import: 'default' });

/** Null when this build has none. Rejects in words when it is not valid, and when the chunk cannot be fetched. */
export async function loadReport(): Promise<Report | null> {
  const [read] = Object.values(files);
  return read ? parseReport(await read()) : null;
}
