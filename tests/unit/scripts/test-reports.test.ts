/** A test run may never look better than it was. */
import { describe, expect, it } from 'vitest';
import { readPlaywright, readVitest } from '../../../scripts/test-reports.mjs';

const file = (status: string, ...results: string[]) => ({
  status,
  assertionResults: results.map((one) => ({ status: one })),
});

describe('vitest', () => {
  it('adds up files', () => {
    const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] };
    expect(readVitest(report, 1)).toEqual({ passed: 3, failed: 1 });
    expect(readVitest({ testResults: [file('passed', 'passed')] }, 0)).toEqual({ passed: 1, failed: 0 });
  });

  it('counts a file that could not be loaded', () => {
    const report = { testResults: [file('failed'), file('passed', 'passed')] };
    expect(readVitest(report, 1)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a failed hook and a skipped test', () => {
    expect(readVitest({ testResults: [file('failed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1 });
    expect(readVitest({ testResults: [file('passed', 'passed', 'skipped')] }, 0)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a runner that crashed, left no report or found no tests', () => {
    expect(readVitest({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1 });
    expect(readVitest(null, 0)).toEqual({ passed: 0, failed: 1 });
    expect(readVitest({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('playwright', () => {
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 };

  it('reads the statistics', () => {
    expect(readPlaywright({ stats, errors: [] }, 0)).toEqual({ passed: 4, failed: 0 });
    const bad = { ...stats, unexpected: 2, flaky: 1, skipped: 1 };
    expect(readPlaywright({ stats: bad, errors: [] }, 1)).toEqual({ passed: 4, failed: 4 });
  });

  it('counts errors outside of tests, a crash and an empty run', () => {
    const none = { ...stats, expected: 0 };
    expect(readPlaywright({ stats: none, errors: [{ message: 'no browser' }] }, 1)).toEqual({ passed: 0, failed: 1 });
    expect(readPlaywright({ stats, errors: [] }, 1)).toEqual({ passed: 4, failed: 1 });
    expect(readPlaywright({ stats: none, errors: [] }, 0)).toEqual({ passed: 0, failed: 1 });
    expect(readPlaywright(null, 1)).toEqual({ passed: 0, failed: 1 });
  });
});
