/** `npm run bench`: see options.mjs, or `npm run bench -- --help`. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../cli/command.mjs';
import { checkNode, installPackages, ROOT } from '../scripts/install.mjs';
import { HELP, readOptions } from './options.mjs';

/** @typedef {import('./schema.mjs').BenchReport} BenchReport */

await runCommand(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  checkNode();
  installPackages();
  // What follows needs the packages.
  const { writeReport, checkReport, readReport } = await import('./schema.mjs');
  const { publish, REPORT } = await import('./report/publish.mjs');
  const { tables } = await import('./report/pages.mjs');
  const report = checkReport(await measure(options));
  const { publishes } = options;
  console.log(tables(report));
  if (options.out) writeReport(options.out, report);
  if (publishes) {
    const { pool, crafter } = report;
    const part = publishes === 'pool' ? pool && { pool } : publishes === 'crafter' ? crafter && { crafter } : null;
    const whole = part ? { ...readReport(REPORT), ...part } : report;
    writeReport(REPORT, whole);
    publish(whole);
    console.error(`Written: ${REPORT}, docs/benchmarks.md and its pictures, and the table in README.md.`);
  }
  const parts = [report.pool, report.crafter];
  const failed =
    report.results.some(({ status }) => status === 'failed') || parts.some((part) => part?.failures.length);
  return failed ? 1 : 0;
});

/**
 * @param {import('./options.mjs').BenchOptions} options
 * @returns {Promise<BenchReport>}
 */
async function measure({ cases, pool, rollouts, crafter, samples, entrants, settings, gpu, node }) {
  const { ENTRANTS } = await import('./contestants.mjs');
  const { isBusy } = await import('./report/pages.mjs');
  const { measureCase, Speeds } = await import('./measure.mjs');
  const { measurePool } = await import('./pool/measure.mjs');
  const { measureCrafter } = await import('./crafter/measure.mjs');
  const { describeCase } = await import('./record.mjs');
  const say = (/** @type {string} */ message) => console.error(message);
  const load = Number((loadavg()[0] ?? 0).toFixed(2));
  if (isBusy({ load, cores: cpus().length }))
    say(`The machine is busy with other work (load ${load}); figures will suffer. Stop that and wait a minute.`);
  say(node ? 'Building the contestants for Node …' : 'Building the bench page and starting Chromium …');
  const host = node
    ? await (await import('./node.mjs')).openNode()
    : await (await import('./browser.mjs')).openBrowser({ gpu });
  try {
    say(`${host.name} on ${cpus()[0]?.model.trim() ?? 'an unknown CPU'}, ${cpus().length} cores`);
    say(
      host.adapter
        ? `Graphics: ${Object.values(host.adapter).slice(0, 3).filter(Boolean).join(' ')}`
        : 'No graphics adapter',
    );
    const speeds = new Speeds();
    /** @type {BenchReport['results']} */
    const results = [];
    for (const bench of cases) {
      say(bench.title);
      const racing = entrants ?? ENTRANTS.filter(({ growth }) => growth || bench.group === 'named');
      results.push(...(await measureCase(host, bench, racing, settings, speeds, say)));
    }
    const machine = { cpu: cpus()[0]?.model.trim() || 'unknown', cores: cpus().length, memory: totalmem(), load };
    const date = new Date().toISOString();
    const agents = host.openPool && pool.length > 0 ? await measurePool(host.openPool, pool, rollouts, say) : null;
    const games =
      host.openCrafter && crafter.length > 0 ? await measureCrafter(host.openCrafter, crafter, samples, say) : null;
    return {
      version: 1,
      date,
      machine,
      host: host.name,
      node: process.versions.node,
      adapter: host.adapter,
      packages: versions(['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-webgpu', '@jax-js/jax']),
      settings,
      cases: cases.map(describeCase),
      results,
      ...(agents && { pool: { date, machine, host: host.name, ...agents } }),
      ...(games && { crafter: { date, machine, host: host.name, ...games } }),
    };
  } finally {
    await host.close();
  }
}

/** @param {readonly string[]} names */
function versions(names) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return Object.fromEntries(names.map((name) => [name, packages[`node_modules/${name}`].version]));
}
