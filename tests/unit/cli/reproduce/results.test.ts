/** Finished runs on disk: what counts as finished, what is begun again, and what is damaged. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandError } from '../../../../cli/command.mjs';
import { writeJson } from '../../../../cli/reproduce/files.mjs';
import {
  beginMeasurement,
  beginTraining,
  checkpointFor,
  endMeasurement,
  endTraining,
  evaluationFile,
  type Item,
  isFinished,
  type Parsers,
  rateFound,
  readFinished,
  runFolder,
  stateOf,
} from '../../../../cli/reproduce/results.mjs';
import type { RaoExperiment } from '../../../../src/experiments/experiment.ts';
import { type Arm, armExperiment, type Measurement } from '../../../../src/experiments/reproduction/arm.ts';
import { RAO_ARMS } from '../../../../src/experiments/reproduction/rao/arms.ts';
import { parseMetricLine } from '../../../../src/store/archive.ts';
import { parseEvaluation } from '../../../../src/store/evaluation-schema.ts';
import { decodeJson, encodeJson } from '../../../../src/store/json.ts';
import { episodeDifficulty, episodeEvaluation } from '../../../support/episodes.ts';

/** Anything that says so is a row or an evaluation here; the real parsers have tests of their own. */
const parsers: Parsers = {
  decodeJson: (text: string) => JSON.parse(text),
  parseMetricLine: (input: unknown) => {
    if ((input as { step?: unknown }).step === undefined) throw new Error('A row of metrics is not valid at "step".');
    return input as never;
  },
  parseEvaluation: (input: unknown) => input as never,
};

const measurement = (id: string, more: Partial<Measurement> = {}): Measurement => ({
  ...{ id, checkpoint: 'last', assignments: [], difficulties: [1, 2], tasks: 5, speed: 0 },
  ...more,
});
const [FIRST, SECOND] = [measurement('first'), measurement('second', { rateOf: 'first' })];

/** No plan was written, so there is nothing to be a share of. */
const withoutShares = episodeEvaluation(1, {
  byDifficulty: [episodeDifficulty(1, { completed: Number.NaN, followed: Number.NaN })],
});

let base = '';
let item: Item;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'espalier-results-'));
  const arm = RAO_ARMS[0] as Arm;
  item = { arm, seed: 1, experiment: armExperiment(arm, 1), measurements: [FIRST, SECOND], folder: join(base, 'item') };
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

function train(): void {
  beginTraining(item);
  writeJson(join(runFolder(item), 'run.json'), { engine: 'wasm' });
  writeJson(join(runFolder(item), 'evaluation.json'), [{ step: 1 }]);
  writeFileSync(
    join(runFolder(item), 'metrics.jsonl'),
    '{"step":1,"phase":"warm-start"}\n{"step":2,"phase":"warm-start"}\n{"step":3,"phase":"training"}\n',
  );
  endTraining(item, 12, 2);
}

function measure(one: Measurement, found: object = { step: 2 }): void {
  beginMeasurement(item, one);
  writeJson(evaluationFile(item, one), found);
  endMeasurement(item, one, 3);
}

function finish(): void {
  train();
  measure(FIRST);
  measure(SECOND);
}

const missing = () => stateOf(item).missing.map(({ id }) => id);

describe('an item', () => {
  it('goes from nothing over each measurement to finished', () => {
    expect(stateOf(item)).toEqual({ trained: false, missing: [FIRST, SECOND] });
    beginTraining(item);
    expect(stateOf(item).trained).toBe(false);
    train();
    expect(stateOf(item)).toEqual({ trained: true, missing: [FIRST, SECOND] });
    measure(FIRST);
    expect(stateOf(item)).toEqual({ trained: true, missing: [SECOND] });
    expect(isFinished(stateOf(item))).toBe(false);
    measure(SECOND);
    expect(isFinished(stateOf(item))).toBe(true);
  });

  it('is nothing to another experiment, whenever it was made', () => {
    finish();
    const experiment = item.experiment as RaoExperiment;
    item = { ...item, experiment: { ...experiment, training: { ...experiment.training, lambda: 0.4 } } };
    expect(stateOf(item)).toEqual({ trained: false, missing: [FIRST, SECOND] });
    beginTraining(item);
    expect(existsSync(runFolder(item))).toBe(false);
  });

  it('lacks no more than a measurement that was added', () => {
    finish();
    item = { ...item, measurements: [measurement('new'), FIRST, SECOND] };
    expect(stateOf(item).trained).toBe(true);
    expect(missing()).toEqual(['new']);
  });

  it('lacks a measurement that was changed, and one that goes by its rate', () => {
    finish();
    item = { ...item, measurements: [{ ...FIRST, tasks: 3 }, SECOND] };
    expect(missing()).toEqual(['first', 'second']);
    item = { ...item, measurements: [FIRST, { ...SECOND, assignments: ['agent.when=random'] }] };
    expect(missing()).toEqual(['second']);
    beginMeasurement(item, FIRST);
    expect(existsSync(evaluationFile(item, FIRST))).toBe(false);
    expect(existsSync(evaluationFile(item, SECOND))).toBe(true);
    expect(existsSync(runFolder(item))).toBe(true);
  });

  it('is read back when it is finished', () => {
    finish();
    expect(readFinished(item, parsers)).toEqual({
      seed: 1,
      experiment: item.experiment,
      engine: 'wasm',
      trainingSeconds: 12,
      evaluationSeconds: 6,
      jobs: 2,
      metrics: [
        { step: 1, phase: 'warm-start' },
        { step: 2, phase: 'warm-start' },
        { step: 3, phase: 'training' },
      ],
      evaluations: [{ step: 1 }],
      measurements: new Map([
        ['first', { step: 2 }],
        ['second', { step: 2 }],
      ]),
    });
  });

  it('is read back with the numbers that JSON lacks', () => {
    finish();
    const row = '{"step":1,"phase":"training","values":{"optim/kl":"NaN"}}\n';
    writeFileSync(join(runFolder(item), 'metrics.jsonl'), row);
    writeFileSync(join(runFolder(item), 'evaluation.json'), encodeJson([withoutShares]));
    for (const one of item.measurements) writeJson(evaluationFile(item, one), withoutShares);
    const { metrics, evaluations, measurements } = readFinished(item, { decodeJson, parseEvaluation, parseMetricLine });
    expect(metrics[0]?.values).toEqual({ 'optim/kl': Number.NaN });
    expect(evaluations).toEqual([withoutShares]);
    expect(measurements.get('first')).toEqual(withoutShares);
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
    ['evaluated-second.json', '{}', /evaluated-second\.json is damaged: it does not say how long/],
    ['evaluation-second.json', '', /evaluation-second\.json is damaged/],
  ])('with a damaged %s is refused in words', (path, content, message) => {
    finish();
    writeFileSync(join(item.folder, path), content);
    expect(() => readFinished(item, parsers)).toThrow(CommandError);
    expect(() => readFinished(item, parsers)).toThrow(message);
  });

  it('that lacks a file says which', () => {
    finish();
    rmSync(join(runFolder(item), 'metrics.jsonl'));
    expect(() => readFinished(item, parsers)).toThrow(/metrics\.jsonl is damaged: it cannot be read/);
  });
});

describe('what is measured', () => {
  it('is the end of the training, or the end of the warm start', () => {
    train();
    expect(checkpointFor(item, FIRST, parsers)).toBe(runFolder(item));
    const primed = checkpointFor(item, measurement('primed', { checkpoint: 'primed' }), parsers);
    expect(primed).toBe(join(runFolder(item), 'checkpoints', '2'));
  });

  it('has no end of the warm start when there was none', () => {
    train();
    writeFileSync(join(runFolder(item), 'metrics.jsonl'), '{"step":1,"phase":"training"}\n');
    const primed = measurement('primed', { checkpoint: 'primed' });
    expect(() => checkpointFor(item, primed, parsers)).toThrow(/metrics\.jsonl is damaged: it has no row of the warm/);
  });

  it('plans as often as an earlier measurement found', () => {
    train();
    measure(FIRST, { kind: 'episodes', byDifficulty: [{ frequency: 0.0734567 }] });
    expect(rateFound(item, 'first', parsers)).toBe(0.07346);
    measure(FIRST, { byDifficulty: [{ success: 1 }] });
    expect(() => rateFound(item, 'first', parsers)).toThrow(
      /evaluation-first\.json is damaged: it does not say how of/,
    );
    expect(() => rateFound(item, 'none', parsers)).toThrow(/no measurement "none"/);
  });
});
