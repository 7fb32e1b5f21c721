/** The report's tables, made from its JSON and from nothing else. */
import { ENTRANTS } from '../contestants.mjs';
import { figure, megabytes, range, table } from './text.mjs';

/** @typedef {import('../schema.mjs').BenchReport} BenchReport */
/** @typedef {import('../schema.mjs').CaseRecord} CaseRecord */
/** @typedef {import('../schema.mjs').Measured} Measured */
/** @typedef {import('../schema.mjs').Absent} Absent */
/** @typedef {{ result: Measured, figures: import('../schema.mjs').Figures }} Row */

/** @param {string} contestant */
export function titleOf(contestant) {
  return ENTRANTS.find(({ id }) => id === contestant)?.title ?? contestant;
}

/**
 * The contestants that have figures of one kind, fastest first.
 *
 * @param {BenchReport} report
 * @param {string} caseId
 * @param {'train' | 'decode'} what
 * @returns {Row[]}
 */
export function ranking({ results }, caseId, what) {
  return results
    .flatMap((result) => {
      const figures = result.case === caseId && result.status === 'measured' ? result[what] : null;
      return figures && result.status === 'measured' ? [{ result, figures }] : [];
    })
    .sort((a, b) => a.figures.milliseconds.median - b.figures.milliseconds.median);
}

/**
 * Train steps of one case.
 *
 * @param {BenchReport} report
 * @param {CaseRecord} bench
 */
export function trainTable(report, bench) {
  const head = ['contestant', 'ms per step', 'n', 'GFLOP/s', 'tokens/s', 'first step, ms', 'GPU MB', 'wasm MB'];
  const rows = ranking(report, bench.id, 'train').map(({ result, figures }) => [
    titleOf(result.contestant),
    range(figures.milliseconds),
    String(figures.milliseconds.n),
    figure(figures.gflops),
    figure(figures.tokensPerSecond),
    figure(result.firstStep),
    megabytes(result.memory.device?.most ?? null),
    megabytes(result.memory.wasm),
  ]);
  return rows.length > 0 ? table(head, rows) : '';
}

/**
 * What the graphics device is asked to do, per train step; '' without one.
 *
 * @param {BenchReport} report
 * @param {CaseRecord} bench
 */
export function deviceTable(report, bench) {
  const head = ['contestant', 'JavaScript, ms', 'dispatches', 'submits', 'read-backs'];
  const rows = ranking(report, bench.id, 'train').flatMap(({ result, figures }) =>
    figures.script
      ? [
          [
            titleOf(result.contestant),
            range(figures.script),
            figure(figures.dispatches),
            figure(figures.submits),
            figure(figures.readBacks),
          ],
        ]
      : [],
  );
  return rows.length > 0 ? table(head, rows) : '';
}

/**
 * Writing; '' where nobody wrote. A step writes one new token in every sequence.
 *
 * @param {BenchReport} report
 * @param {CaseRecord} bench
 */
export function decodeTable(report, bench) {
  const head = [
    'contestant',
    'tokens/s',
    'ms per round',
    'n',
    'ms per step',
    'JavaScript, ms per step',
    'dispatches per step',
    'read-backs per round',
  ];
  const rows = ranking(report, bench.id, 'decode').flatMap(({ result: { contestant, decode } }) => {
    if (!decode) return [];
    const { milliseconds, tokensPerSecond, script, step, readBacks } = decode;
    return [
      [
        titleOf(contestant),
        figure(tokensPerSecond),
        range(milliseconds),
        String(milliseconds.n),
        figure(step.milliseconds),
        ...(script ? [figure(step.script ?? 0), figure(step.dispatches), figure(readBacks)] : ['', '', '']),
      ],
    ];
  });
  return rows.length > 0 ? table(head, rows) : '';
}

/**
 * Who was not measured in a case, and why; '' when all were.
 *
 * @param {BenchReport} report
 * @param {CaseRecord} bench
 */
export function absences({ results }, bench) {
  return results
    .flatMap((result) =>
      result.case === bench.id && result.status !== 'measured'
        ? [`- ${titleOf(result.contestant)}: ${result.status}. ${result.reason}`]
        : [],
    )
    .join('\n');
}

/**
 * One line of growth: median milliseconds per step, a row per contestant, a column per case.
 *
 * @param {BenchReport} report
 * @param {CaseRecord['group']} group
 */
export function growthTable(report, group) {
  const cases = report.cases.filter((bench) => bench.group === group);
  const head = ['ms per step', ...cases.map((bench) => figure(growthOf(bench)))];
  const rows = ENTRANTS.flatMap(({ id, title }) => {
    const cells = cases.map(({ id: caseId }) => {
      const result = report.results.find((one) => one.case === caseId && one.contestant === id);
      return result?.status === 'measured' && result.train ? figure(result.train.milliseconds.median) : '';
    });
    return cells.some(Boolean) ? [[title, ...cells]] : [];
  });
  return rows.length > 0 ? table(head, rows) : '';
}

/**
 * What grows along a case's line: parameters, or tokens per step.
 *
 * @param {CaseRecord} bench
 */
export function growthOf({ group, parameters, batch }) {
  return group === 'parameters' || !batch ? parameters : batch.rows * batch.tokens;
}
