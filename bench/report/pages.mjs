/** What is published of a report: a page, two pictures and the README's table. Pure text, made from the JSON alone. */
import { ENTRANTS } from '../contestants.mjs';
import { barLines, crafterBarLines, poolBarLines } from './bars.mjs';
import { lineChart } from './chart.mjs';
import { CRAFTER_METHOD, crafterFailures, crafterSentence, crafterTable } from './crafter.mjs';
import { POOL_METHOD, poolFailures, poolTable } from './pool.mjs';
import { absences, decodeTable, deviceTable, growthOf, growthTable, ranking, titleOf, trainTable } from './tables.mjs';
import { figure, range, table } from './text.mjs';

/** @typedef {import('../schema.mjs').BenchReport} BenchReport */
/** @typedef {import('../schema.mjs').CaseRecord} CaseRecord */

/** The lines of growth. */
const LINES = /** @type {const} */ ([
  {
    group: 'parameters',
    title: 'A step of 512 tokens, by size of the network',
    x: 'parameters',
    file: 'bench-parameters.svg',
  },
  {
    group: 'tokens',
    title: 'A step of the bench policy, by tokens per step',
    x: 'tokens per step',
    file: 'bench-tokens.svg',
  },
]);

/** From this load per core on, a machine counts as busy with other work. */
const BUSY = 0.5;

/** @param {Pick<BenchReport['machine'], 'load' | 'cores'>} machine */
export function isBusy({ load, cores }) {
  return load > BUSY * cores;
}

/** The case that the README shows. */
const SHOWN = 'bench';

const METHOD = `Every contestant has the same network (Llama style: RMSNorm, rotary embedding, SwiGLU, tied embedding), the same
parameters and the same batch, and must find the same loss (within 0.001, and within 2 % after two steps) and write the
same tokens greedily; else it is not measured. They take turns in one run, each in a thread of its own; medians are
shown, with the smallest and the largest of n samples in brackets.

- **A step** begins with token ids in JavaScript and ends when the loss is known there: forward, backward, Adam, one
  read-back. Espalier's engines also compute the gradient's norm for clipping, which the peers' Adam does not. Rows are
  one token longer than what is read, since every token read is to predict the next.
- **Writing** reads the prompts, then draws from the policy at temperature 1; nothing stops a sequence early. The peers
  keep keys and values too and read back once, at the end. What one step of it costs, one new token in every sequence,
  is the difference to a round of one token each.
- **GFLOP/s** counts the matrix products only, multiplication and addition as two, attention as causal, backward as twice
  forward (\`bench/flops.mjs\`).
- **JavaScript** is the time that the thread does not wait for the graphics device. A stretch of work begins with the
  step and whenever the device answers; it ends at its last request to wait (\`mapAsync\`, \`onSubmittedWorkDone\`,
  \`popErrorScope\`), or with the step. Where the thread itself computes, it is not told apart. In the named cases everyone
  works for up to ten seconds before, because browsers compile JavaScript by and by.
- **Dispatches, submits and read-backs** are calls of \`dispatchWorkgroups\`, \`queue.submit\` and \`mapAsync\`, counted by
  wrapping them; **GPU MB** is the most that buffers held at a time, **wasm MB** the WebAssembly memory of the
  contestant's thread (threads that it starts itself have their own, unless they share it).
- **One thread** means a page without shared memory, in which every library has one.
- Stock TensorFlow.js and jax-js are written as their users write them (\`bench/peers/\`); their authors could probably do
  better.`;

/** @param {BenchReport} report */
export function benchPage(report) {
  return [
    '# Benchmarks',
    '<!-- Made by `npm run bench` from reports/bench.json; `node bench/report.mjs` makes it again. -->',
    provenance(report),
    METHOD,
    barSection(report),
    ...report.cases.filter(({ group }) => group === 'named').map((bench) => caseSection(report, bench)),
    ...LINES.map((line) => growthSection(report, line)),
    poolSection(report),
    crafterSection(report),
    '## Again',
    '`npm run bench` repeats all of this; `npm run bench -- --help` tells how to repeat a part. With a graphics card, add\n`--gpu`. On a server without a display, `npm install --no-save webgpu`, then `npm run bench -- --node`.',
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

/** @param {BenchReport} report */
function poolSection({ pool }) {
  if (!pool) return '';
  const failures = poolFailures(pool);
  return [
    '## Ten thousand agents',
    `- When: ${pool.date.slice(0, 10)}\n- Machine: ${machineOf(pool.machine)}\n- In: ${pool.host}`,
    POOL_METHOD,
    poolTable(pool),
    ...(failures ? [`Failed:\n\n${failures}`] : []),
  ].join('\n\n');
}

/** @param {BenchReport} report */
function crafterSection({ crafter }) {
  if (!crafter) return '';
  const failures = crafterFailures(crafter);
  return [
    '## Crafter',
    `- When: ${crafter.date.slice(0, 10)}\n- Machine: ${machineOf(crafter.machine)}\n- In: ${crafter.host}`,
    CRAFTER_METHOD,
    crafterTable(crafter),
    ...(failures ? [`Failed:\n\n${failures}`] : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** @param {BenchReport['machine']} machine */
function machineOf(machine) {
  const busy = isBusy(machine)
    ? `, **busy with other work** (load ${machine.load} before the run), so that times vary and are too long`
    : '';
  return `${machine.cpu}, ${machine.cores} cores, ${Math.round(machine.memory / 2 ** 30)} GB${busy}`;
}

/** @param {BenchReport} report */
function provenance({ date, machine, host, adapter, packages, settings }) {
  const graphics = adapter
    ? `${[adapter.vendor, adapter.architecture, adapter.description].filter(Boolean).join(' ')}${adapter.software ? ', **simulated in software on the CPU, so that its times say little about a graphics card**' : ''}`
    : 'none';
  return [
    `- When: ${date.slice(0, 10)}, ${settings.rounds} rounds`,
    `- Machine: ${machineOf(machine)}`,
    `- In: ${host}`,
    `- Graphics adapter: ${graphics}`,
    `- Packages: ${Object.entries(packages)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
  ].join('\n');
}

/** @param {BenchReport} report */
function barSection(report) {
  const lines = judged(report);
  return lines.length > 0 ? `## What was promised\n\n${lines.map((line) => `- ${line}`).join('\n')}` : '';
}

/**
 * The bars, unless other work took part in the times: then nothing is met or missed.
 *
 * @param {BenchReport} report
 */
function judged(report) {
  const { machine, pool, crafter } = report;
  return [
    ...(isBusy(machine) ? ['not judged, because the machine was busy with other work'] : barLines(report)),
    ...(pool && !isBusy(pool.machine) ? poolBarLines(pool) : []),
    ...(crafter && !isBusy(crafter.machine) ? crafterBarLines(crafter) : []),
  ];
}

/**
 * @param {BenchReport} report
 * @param {CaseRecord} bench
 */
function caseSection(report, bench) {
  const { width, layers, heads, hidden, vocabulary } = bench.model;
  const device = deviceTable(report, bench);
  const decode = decodeTable(report, bench);
  const absent = absences(report, bench);
  return [
    `## ${bench.title}`,
    `Width ${width}, ${layers} layers, ${heads} heads, hidden width ${hidden}, vocabulary ${vocabulary}: ${figure(bench.parameters)} parameters. ` +
      `A step is ${figure((bench.flops.train ?? 0) / 1e9)} GFLOP.`,
    trainTable(report, bench),
    ...(device ? ['What a train step asks of the graphics device:', device] : []),
    ...(decode && bench.decode
      ? [
          `Writing ${bench.decode.length} tokens in each of ${bench.decode.sequences} sequences after prompts of ${bench.decode.prompt}:`,
          decode,
        ]
      : []),
    ...(absent ? [`Not measured:\n\n${absent}`] : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/**
 * @param {BenchReport} report
 * @param {typeof LINES[number]} line
 */
function growthSection(report, { group, title, x, file }) {
  const tableText = growthTable(report, group);
  if (!tableText) return '';
  const absent = report.cases
    .filter((bench) => bench.group === group)
    .map((bench) => [bench.title, absences(report, bench)])
    .flatMap(([name, list]) => (list ? [`**${name}**\n\n${list}`] : []))
    .join('\n\n');
  return [
    `## ${title}`,
    `![${title}; the table below has the figures](${file})`,
    `Medians, by ${x}; an empty cell was not measured:`,
    tableText,
    ...(absent ? [`<details><summary>What was not measured, and why</summary>\n\n${absent}\n\n</details>`] : []),
  ].join('\n\n');
}

/**
 * The pictures, by file name; none of a line that nobody was measured on.
 *
 * @param {BenchReport} report
 * @returns {Record<string, string>}
 */
export function pictures(report) {
  return Object.fromEntries(
    LINES.flatMap(({ group, title, x, file }) => {
      const cases = report.cases.filter((bench) => bench.group === group);
      const lines = ENTRANTS.flatMap(({ id, title: name }) => {
        const points = cases.flatMap((bench) => {
          const found = ranking(report, bench.id, 'train').find(({ result }) => result.contestant === id);
          return found ? [/** @type {const} */ ([growthOf(bench), found.figures.milliseconds.median])] : [];
        });
        return points.length > 0 ? [{ title: name, points }] : [];
      });
      if (lines.length === 0) return [];
      const description = `Milliseconds per train step against ${x}, both on logarithmic axes. ${lines
        .map(({ title: name, points }) => {
          const [[from, least], [to, most]] = [points[0] ?? [0, 0], points.at(-1) ?? [0, 0]];
          return `${name}: ${figure(least)} ms at ${figure(from)}, ${figure(most)} ms at ${figure(to)}.`;
        })
        .join(' ')}`;
      return [[file, lineChart({ title, description, x, y: 'milliseconds per step', lines })]];
    }),
  );
}

/**
 * The README's table.
 *
 * @param {BenchReport} report
 */
export function readmeBlock(report) {
  const bench = report.cases.find(({ id }) => id === SHOWN);
  if (!bench?.batch) throw new Error(`The report lacks the case "${SHOWN}", which the README shows.`);
  const writing = new Map(ranking(report, SHOWN, 'decode').map(({ result, figures }) => [result.contestant, figures]));
  const rows = ranking(report, SHOWN, 'train').map(({ result, figures }) => {
    const decode = writing.get(result.contestant);
    return [
      titleOf(result.contestant),
      range(figures.milliseconds),
      figure(figures.gflops),
      figures.script ? figure(figures.script.median) : '',
      decode ? figure(decode.tokensPerSecond) : '',
    ];
  });
  const { machine, host, adapter, crafter } = report;
  const games = crafter ? crafterSentence(crafter) : '';
  return [
    `One train step of a network of ${figure(bench.parameters)} parameters on ${bench.batch.rows} × ${bench.batch.tokens} tokens, and tokens written per second in`,
    `${bench.decode?.sequences ?? 0} sequences at a time: the same network, parameters and batch for all, taking turns in ${host} on`,
    `${machine.cores} cores (${machine.cpu})${adapter?.software ? '; WebGPU there is simulated on the CPU' : ''}. Medians, range in brackets;`,
    ...(isBusy(machine) ? ['**the machine was busy with other work, so these times vary and are too long**;'] : []),
    'more in [docs/benchmarks.md](docs/benchmarks.md). `npm run bench -- --gpu` measures on your own graphics card.',
    '',
    table(['contestant', 'ms per step', 'GFLOP/s', 'JavaScript, ms', 'tokens/s written'], rows),
    ...(games ? ['', games] : []),
  ].join('\n');
}

/**
 * What a run prints.
 *
 * @param {BenchReport} report
 */
export function tables(report) {
  return report.cases
    .map((bench) =>
      [
        `${bench.title} (${figure(bench.parameters)} parameters)`,
        trainTable(report, bench),
        deviceTable(report, bench),
        decodeTable(report, bench),
        absences(report, bench),
      ]
        .filter(Boolean)
        .join('\n\n'),
    )
    .concat(report.pool ? [poolTable(report.pool), poolFailures(report.pool)] : [])
    .concat(report.crafter ? [crafterTable(report.crafter), crafterFailures(report.crafter)] : [])
    .concat(judged(report).join('\n'))
    .filter(Boolean)
    .join('\n\n\n');
}
