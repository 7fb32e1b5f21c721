/** Finished runs on disk: what counts as finished, what is begun again, and what is damaged. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandError } from '../../../../cli/command.mjs';
import {
  beginEvaluation,
  beginTraining,
  endEvaluation,
  endTraining,
  evaluationFile,
  type Item,
  readFinished,
  runFolder,
  stateOf,
  writeJson,
} from '../../../../cli/reproduce/results.mjs';
import type { RaoExperiment } from '../../../../src/experiments/experiment.ts';
import { armExperiment } from '../../../../src/experiments/reproduction/arm.ts';
import { RAO_ARMS } from '../../../../src/experiments/reproduction/rao.ts';

/** Anything that says so is a row or an evaluation here; the real parsers have tests of their own. */
const parsers = {
  parseMetricRow: (input: unknown) => {
    if ((input as { step?: unknown }).step === undefined) throw new Error('A row of metrics is not valid at "step".');
    return input as never;
  },
  parseTreeEvaluation: (input: unknown) => input as never,
};

let base = '';
let item: Item;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'espalier-results-'));
  const arm = RAO_ARMS[0] as (typeof RAO_ARMS)[number];
  item = { arm, seed: 1, experiment: armExperiment(arm, 1), evaluation: arm.evaluation, folder: join(base, 'item') };
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

function train(): void {
  beginTraining(item);
  writeJson(join(runFolder(item), 'run.json'), { engine: 'wasm' });
  writeJson(join(runFolder(item), 'evaluation.json'), [{ step: 1 }]);
  writeFileSync(join(runFolder(item), 'metrics.jsonl'), '{"step":1}\n{"step":2}\n');
  endTraining(item, 12);
}

function evaluate(): void {
  beginEvaluation(item);
  writeJson(evaluationFile(item), { step: 2 });
  endEvaluation(item, 3);
}

describe('an item', () => {
  it('goes from nothing by trained to finished', () => {
    expect(stateOf(item)).toBe('nothing');
    beginTraining(item);
    expect(stateOf(item)).toBe('nothing');
    train();
    expect(stateOf(item)).toBe('trained');
    evaluate();
    expect(stateOf(item)).toBe('finished');
  });

  it('is nothing to another experiment, whenever it was made', () => {
    train();
    evaluate();
    const experiment = item.experiment as RaoExperiment;
    item = { ...item, experiment: { ...experiment, training: { ...experiment.training, lambda: 0.4 } } };
    expect(stateOf(item)).toBe('nothing');
    beginTraining(item);
    expect(existsSync(runFolder(item))).toBe(false);
  });

  it('need not be trained again to be evaluated otherwise', () => {
    train();
    evaluate();
    item = { ...item, evaluation: { ...item.evaluation, tasks: 3 } };
    expect(stateOf(item)).toBe('trained');
    beginEvaluation(item);
    expect(existsSync(evaluationFile(item))).toBe(false);
    expect(existsSync(runFolder(item))).toBe(true);
  });

  it('is read back when it is finished', () => {
    train();
    evaluate();
    expect(readFinished(item, parsers)).toEqual({
      seed: 1,
      experiment: item.experiment,
      engine: 'wasm',
      trainingSeconds: 12,
      evaluationSeconds: 3,
      metrics: [{ step: 1 }, { step: 2 }],
      evaluations: [{ step: 1 }],
      evaluation: { step: 2 },
    });
  });

  it.each([
    ['run/metrics.jsonl', '{"step":1}\n{"st', /metrics\.jsonl is damaged: .*JSON.*Remove the folder of this run/],
    [
      'run/metrics.jsonl',
      '{"loss":1}\n',
      /metrics\.jsonl is damaged: A row of metrics is not valid at "step"\. Remove/,
    ],
    ['run/run.json', '[]', /run\.json is damaged: it holds no object/],
    ['run/run.json', '{}', /run\.json is damaged: it names no engine/],
    ['run/evaluation.json', '{}', /evaluation\.json is damaged: it holds no list/],
    ['trained.json', '{}', /trained\.json is damaged: it does not say how long/],
    ['evaluation.json', '', /evaluation\.json is damaged/],
  ])('with a damaged %s is refused in words', (path, content, message) => {
    train();
    evaluate();
    writeFileSync(join(item.folder, path), content);
    expect(() => readFinished(item, parsers)).toThrow(CommandError);
    expect(() => readFinished(item, parsers)).toThrow(message);
  });

  it('that lacks a file says which', () => {
    train();
    evaluate();
    rmSync(join(runFolder(item), 'metrics.jsonl'));
    expect(() => readFinished(item, parsers)).toThrow(/metrics\.jsonl is damaged: it cannot be read/);
  });
});

it('writes short lists and records on a line of their own, and changes nothing in them', () => {
  const value = { rows: [{ a: 1, b: 'x  {y}\n  z' }, { a: 2 }], empty: [], deep: { list: [1, 2] } };
  const path = join(base, 'new', 'file.json');
  writeJson(path, value);
  const text = readFileSync(path, 'utf8');
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toContain('{ "a": 2 }');
  expect(text).toContain('"list": [ 1, 2 ]');
  expect(existsSync(`${path}.part`)).toBe(false);
});
