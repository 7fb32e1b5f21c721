/** `node bench/report.mjs`: makes docs/benchmarks.md, its pictures and the README's table again from reports/bench.json. */
import { publish, REPORT } from './report/publish.mjs';
import { readReport } from './schema.mjs';

publish(readReport(REPORT));
