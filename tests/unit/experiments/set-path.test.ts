import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src/experiments/environments.ts';
import { problemText } from '../../../src/experiments/knob.ts';
import { DEFAULT_PRESET } from '../../../src/experiments/presets/index.ts';
import { applyAssignment, readPath, setPath, writePath } from '../../../src/experiments/set-path.ts';

const base = DEFAULT_PRESET.experiment;

test.each([
  ['training.lambda=0.4', 'training.lambda', 0.4],
  ['training.learningRate=2e-4', 'training.learningRate', 0.0002],
  ['warmStart.tokens=200_000', 'warmStart.tokens', 200_000],
  ['agent.delegation=false', 'agent.delegation', false],
  ['engine=wasm', 'engine', 'wasm'],
  ['name=a=b', 'name', 'a=b'],
  ['agent.turnBudget=tree', 'agent.turnBudget', 'tree'],
  ['agent.childSees=ancestors', 'agent.childSees', 'ancestors'],
  ['training.bonus=count', 'training.bonus', 'count'],
  ['training.reward=root', 'training.reward', 'root'],
  ['training.depthWeights=group', 'training.depthWeights', 'group'],
  ['training.depthWeights=false', 'training.depthWeights', 'off'],
  ['training.baseline=cohort', 'training.baseline', 'cohort'],
  ['training.staleness=3', 'training.staleness', 3],
  [' environment.settings.tiers = 5 ', 'environment.settings.tiers', 5],
])('%s is carried out', (assignment, path, value) => {
  const result = applyAssignment(base, assignment);
  if ('problem' in result) throw new Error(problemText(result.problem));
  expect(readPath(result.experiment, path)).toBe(value);
  expect(readPath(base, path)).not.toBe(value);
});

test.each([
  ['training.lambda', 'path=value'],
  ['=3', 'path=value'],
  ['lambda=1', 'Did you mean training.lambda?'],
  ['training.lambda=-1', 'Raise it to at least 0'],
  ['training.lambda=a lot', 'Write a number'],
  ['agent.delegation=1', 'Write true or false'],
  ['training.baseline=mean', 'one of root, cohort'],
  ['training.depthWeights=on', 'one of batch, group, off'],
  ['training.staleness=4', 'Lower it to at most 3'],
  ['version=2', 'not a setting'],
  ['training=1', 'not a setting'],
])('%s is refused in words', (assignment, words) => {
  const result = applyAssignment(base, assignment);
  expect('problem' in result && problemText(result.problem)).toContain(words);
});

test('writing leaves the rest of the experiment as it is', () => {
  const changed = writePath(base, 'training.lambda', 0.4);
  expect(changed).toEqual({ ...base, training: { ...base.training, lambda: 0.4 } });
  expect(changed.model).toBe(base.model);
  expect(setPath(changed, 'training.lambda', String(base.training.lambda))).toEqual({ experiment: base });
});

test('another environment brings its own settings along', () => {
  const result = applyAssignment(base, 'environment.id=oolong');
  if ('problem' in result) throw new Error(problemText(result.problem));
  const { environment } = result.experiment;
  expect(environment).toEqual({ id: 'oolong', settings: defaultSettings('oolong') });
  // What is no environment leaves the settings alone; saying so is the validation's business.
  expect(writePath(base, 'environment.id', 'chess').environment).toEqual({ ...base.environment, id: 'chess' });
  expect(writePath(base, 'environment.id', base.environment.id)).toEqual(base);
});
