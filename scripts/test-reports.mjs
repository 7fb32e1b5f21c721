/**
 * What a test runner's JSON report and exit status amount to: numbers of passed and failed tests. A runner that
 * crashed, wrote no report or ran nothing has at least one failure, whatever its report says.
 */

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * @param {number} passed
 * @param {number} failed
 * @param {number} status
 * @returns {Count}
 */
function count(passed, failed, status) {
  const crashed = failed === 0 && (status !== 0 || passed === 0);
  return { passed, failed: crashed ? 1 : failed };
}

/**
 * Vitest's `json` reporter. A file that failed before any of its tests did counts as one failure; a skipped test
 * counts as one too, because nobody looked at it.
 *
 * @param {any} report null when there is none
 * @param {number} status the runner's exit status
 * @returns {Count}
 */
export function readVitest(report, status) {
  let passed = 0;
  let failed = 0;
  for (const file of report?.testResults ?? []) {
    const results = file.assertionResults.map((/** @type {any} */ one) => one.status);
    const good = results.filter((/** @type {string} */ one) => one === 'passed').length;
    passed += good;
    failed += Math.max(results.length - good, file.status === 'failed' ? 1 : 0);
  }
  return count(passed, failed, status);
}

/**
 * Playwright's `json` reporter.
 *
 * @param {any} report null when there is none
 * @param {number} status the runner's exit status
 * @returns {Count}
 */
export function readPlaywright(report, status) {
  const stats = report?.stats ?? { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  return count(stats.expected, stats.unexpected + stats.flaky + stats.skipped + (report?.errors?.length ?? 0), status);
}
