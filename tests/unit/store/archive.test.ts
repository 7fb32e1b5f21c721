/**
 * A run as files: what was written is read back to the last bit, and every kind of wrong file is told in words. The zip
 * around the files has a test of its own.
 */
import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../src/experiments/schema.ts';
import { archiveFiles, archiveFromFiles, isRunFile } from '../../../src/store/archive.ts';
import { ArchiveError } from '../../../src/store/errors.ts';
import { readText } from '../../../src/store/files.ts';
import { readRun } from '../../../src/store/trust.ts';
import type { RunArchive } from '../../../src/store/types.ts';
import {
  checkpoint,
  evaluation,
  metricRow,
  planningArchive,
  runArchive,
  treeRecord,
} from '../../support/stored-runs.ts';
import { VERSION_1_EXPERIMENT } from '../../support/version-1-experiment.ts';

type Files = Record<string, Uint8Array | string>;

/** The files of a run with one of them changed; null removes it. */
function changed(path: string, change: (text: string) => string | null, archive = runArchive()): Files {
  const { [path]: content, ...others } = archiveFiles(archive);
  if (content === undefined) throw new Error(`There is no ${path}.`);
  const text = change(readText(content));
  return text === null ? others : { ...others, [path]: text };
}

/** Replaces a field, given as a path with dots, in a JSON text. */
function set(path: string, value: unknown) {
  return (text: string): string => {
    const whole: unknown = JSON.parse(text);
    const names = path.split('.');
    const last = names.pop() ?? '';
    const parent = names.reduce((at, name) => (at as Record<string, unknown>)[name], whole) as Record<string, unknown>;
    parent[last] = value;
    return JSON.stringify(whole);
  };
}

describe('a round trip', () => {
  it('gives back every bit of a run', () => {
    expect(archiveFromFiles(archiveFiles(runArchive()))).toEqual(runArchive());
  });

  it('gives back every bit of a run whose agents carry plans', () => {
    expect(archiveFromFiles(archiveFiles(planningArchive()))).toEqual(planningArchive());
  });

  it('gives back numbers that JSON lacks', () => {
    const values = { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY, d: -0 };
    const row = evaluation(4).byDifficulty[0];
    const archive: RunArchive = {
      ...runArchive(),
      metrics: [{ ...metricRow(1), values }],
      evaluations: [{ ...evaluation(4), byDifficulty: row ? [{ ...row, success: Number.NaN }] : [] }],
      samples: [{ ...treeRecord(1), root: { counts: new Int32Array([1, -2]), of: [-0] } }],
    };
    const files = archiveFiles(archive);
    expect(readText(files['metrics.jsonl'] ?? '')).toContain('{"a":"NaN","b":"Infinity","c":"-Infinity","d":-0}');
    expect(archiveFromFiles(files)).toEqual(archive);
  });

  it('works for a run that has only just begun', () => {
    const archive: RunArchive = {
      run: { ...runArchive().run, cursor: null },
      metrics: [],
      samples: [],
      evaluations: [],
      checkpoints: [],
    };
    expect(archiveFromFiles(archiveFiles(archive))).toEqual(archive);
  });

  it('brings a run of version 1 along, from a file and from the database', () => {
    const old = { ...VERSION_1_EXPERIMENT, model: runArchive().run.experiment.model };
    const files = { ...archiveFiles(runArchive()), 'config.json': JSON.stringify(old) };
    const { run } = archiveFromFiles(files);
    expect(run.experiment).toEqual(parseExperiment(old));
    expect(run.experiment.training).toMatchObject({ depthWeights: 'batch', baseline: 'root', staleness: 0 });
    expect(readRun(run.id, { ...run, experiment: old })).toEqual(run);
  });

  it('does not mind other files, empty lines, or bytes instead of text', () => {
    const files: Files = { ...archiveFiles(runArchive()), 'README.md': 'notes', 'checkpoints/latest': '4' };
    for (const [path, content] of Object.entries(files)) {
      if (typeof content === 'string') files[path] = new TextEncoder().encode(content.replaceAll('\n', '\r\n\r\n'));
    }
    expect(archiveFromFiles(files)).toEqual(runArchive());
  });
});

it('lays the files out as a run folder', () => {
  const files = archiveFiles(runArchive());
  expect(Object.keys(files)).toEqual([
    'run.json',
    'config.json',
    'metrics.jsonl',
    'traces.jsonl',
    'evaluation.json',
    ...[2, 4].flatMap((step) =>
      ['model.safetensors', 'optimizer.safetensors', 'config.json', 'state.json'].map(
        (name) => `checkpoints/${step}/${name}`,
      ),
    ),
  ]);
  expect(Object.keys(files).every(isRunFile)).toBe(true);
  const planning = Object.keys(archiveFiles(planningArchive()));
  expect(planning.every(isRunFile)).toBe(true);
  expect(planning.filter((path) => !(path in files))).toEqual([
    'checkpoints/4/reference.safetensors',
    'checkpoints/4/agents.json',
  ]);
  expect(['notes.txt', 'checkpoints/4/notes.txt', 'checkpoints/x/state.json', 'a/run.json'].some(isRunFile)).toBe(
    false,
  );
  expect(JSON.parse(readText(files['config.json'] ?? ''))).toEqual(runArchive().run.experiment);
  expect(readText(files['metrics.jsonl'] ?? '').split('\n')).toHaveLength(6);
});

describe('what is wrong is told, with the file and the remedy', () => {
  it.each(Object.keys(archiveFiles(runArchive())))('%s is missing', (path) => {
    const read = () => archiveFromFiles(changed(path, () => null));
    expect(read).toThrow(ArchiveError);
    expect(read).toThrow(`This is not a whole exported run: ${path} is missing. Choose a zip that this app exported`);
  });

  const cut = (text: string) => text.slice(0, -20);
  it.each<[string, string, (text: string) => string, string | RegExp]>([
    ['something else', 'run.json', () => '{"name":"left-pad"}', 'run.json: it is not the description of a run'],
    ['a list', 'run.json', () => '[]', 'run.json: it is not the description of a run'],
    ['not JSON', 'run.json', cut, /^run\.json: .*JSON/],
    [
      'another version',
      'run.json',
      set('version', 2),
      'version 2 of the format, and this version of the app reads version 1',
    ],
    ['no id', 'run.json', set('id', ''), 'run.json: The description of the run is not valid at "id"'],
    ['a wrong position', 'run.json', set('cursor.update', -1), 'is not valid at "cursor.update"'],
    [
      'another position',
      'run.json',
      set('cursor.total', 3),
      'the run stands at step 3, but its newest checkpoint at step 4',
    ],
    ['no position', 'run.json', set('cursor', null), 'the run stands at step 0, but its newest checkpoint at step 4'],
    ['an experiment that cannot run', 'config.json', set('workers', -1), /^config\.json: .*workers/],
    [
      'another network',
      'config.json',
      set('model.layers', 3),
      "checkpoints/2/config.json: its network is not the experiment's: layers differ.",
    ],
    ['a cut line', 'metrics.jsonl', cut, /^metrics\.jsonl, line 5: .*JSON/],
    [
      'a wrong value',
      'metrics.jsonl',
      (text) => text.replace('"optim/grad_norm":1.5', '"optim/grad_norm":"1.5"'),
      'metrics.jsonl, line 1: A row of metrics is not valid at "values.optim/grad_norm"',
    ],
    ['no values', 'metrics.jsonl', () => 'null', 'metrics.jsonl, line 1: A row of metrics is not valid'],
    [
      'a repeated step',
      'metrics.jsonl',
      (text) => text.replace('"step":2', '"step":1'),
      'a step occurs more than once',
    ],
    [
      'lists of different length',
      'traces.jsonl',
      (text) => text.replace('"own":[0,1,0]', '"own":[0,1]'),
      'traces.jsonl, line 1: A sampled tree is not valid at "tree.traces.0": the lists per token',
    ],
    [
      'more refused turns than are counted',
      'traces.jsonl',
      (text) => text.replace('"refusedTurns":[0]', '"refusedTurns":[0,2]'),
      'not valid at "tree.traces.0": the lists of refused turns',
    ],
    ['no list', 'evaluation.json', () => '{}', 'evaluation.json: a list of evaluations is expected'],
    [
      'a wrong field',
      'evaluation.json',
      (text) => text.replace('"tasks":50', '"tasks":-50'),
      'is not valid at "byDifficulty.0.tasks"',
    ],
    [
      'another format',
      'checkpoints/4/state.json',
      set('format', 9),
      'checkpoints/4/state.json: it has format version 9',
    ],
    [
      'another checksum',
      'checkpoints/4/state.json',
      set('checksum', 1),
      'checkpoints/4: its bytes have changed since it was saved',
    ],
    [
      'another step',
      'checkpoints/4/state.json',
      set('step', 1),
      'checkpoints/4: its bytes have changed since it was saved',
    ],
    [
      'a wrong cursor',
      'checkpoints/4/state.json',
      set('cursor.phase', 'asleep'),
      'checkpoints/4/state.json: The position is not valid at "phase"',
    ],
    ['a wrong network', 'checkpoints/4/config.json', set('num_hidden_layers', 1e12), 'checkpoints/4/config.json: '],
    ['something else', 'checkpoints/4/model.safetensors', () => 'PK', 'checkpoints/4/model.safetensors: '],
    ['something else', 'checkpoints/4/optimizer.safetensors', () => '', 'checkpoints/4/optimizer.safetensors: '],
  ])('%s in %s', (_what, path, change, message) => {
    const read = () => archiveFromFiles(changed(path, change));
    expect(read).toThrow(ArchiveError);
    expect(read).toThrow(message);
  });

  it.each<[string, string, (text: string) => string | null, string | RegExp]>([
    ['missing agents', 'checkpoints/4/agents.json', () => null, 'checkpoints/4/agents.json is missing'],
    ['a missing reference', 'checkpoints/4/reference.safetensors', () => null, 'reference.safetensors is missing'],
    ['something else', 'checkpoints/4/reference.safetensors', () => 'PK', 'checkpoints/4/reference.safetensors: '],
    ['no JSON', 'checkpoints/4/agents.json', cut, /^checkpoints\/4\/agents\.json: .*JSON/],
    ['no list', 'checkpoints/4/agents.json', () => '{}', 'checkpoints/4/agents.json: The list of agents is not valid'],
    [
      'a wrong age',
      'checkpoints/4/agents.json',
      (text) => text.replace('"planAge":1', '"planAge":-1'),
      'checkpoints/4/agents.json: The list of agents is not valid at "0.planAge"',
    ],
    [
      'another age',
      'checkpoints/4/agents.json',
      (text) => text.replace('"planAge":1', '"planAge":2'),
      'checkpoints/4: its bytes have changed since it was saved',
    ],
    [
      'an unknown kind',
      'traces.jsonl',
      (text) => text.replace('"kind":"episode"', '"kind":"opera"'),
      'traces.jsonl, line 1: A sampled episode is not valid at "kind": a sample of this app is a tree or an "episode".',
    ],
    [
      'a wrong action',
      'traces.jsonl',
      (text) => text.replace('"action":8', '"action":"left"'),
      'traces.jsonl, line 1: A sampled episode is not valid at "turns.1.action"',
    ],
    [
      'no turns',
      'traces.jsonl',
      (text) => text.replace(/"turns":\[.*?\}\]/, '"turns":[]'),
      'traces.jsonl, line 1: A sampled episode is not valid at "turns": at least one turn is expected',
    ],
    [
      'a wrong plan',
      'traces.jsonl',
      (text) => text.replace('"plan":[5,6]', '"plan":[5,-6]'),
      'traces.jsonl, line 1: A sampled episode is not valid at "plan": a list of tokens is expected',
    ],
    [
      'a wrong rule',
      'evaluation.json',
      (text) => text.replace('"when":"learned"', '"when":"later"'),
      'evaluation.json: An evaluation of episodes is not valid at "planning.when"',
    ],
  ])('%s in %s of a run whose agents carry plans', (_what, path, change, message) => {
    const read = () => archiveFromFiles(changed(path, change, planningArchive()));
    expect(read).toThrow(ArchiveError);
    expect(read).toThrow(message);
  });

  it('a checkpoint in the wrong folder', () => {
    const files = archiveFiles({ ...runArchive(), checkpoints: [checkpoint(4)] });
    const moved = Object.entries(files).map(([path, content]) => [path.replace('s/4/', 's/5/'), content] as const);
    expect(() => archiveFromFiles(Object.fromEntries(moved))).toThrow(
      'checkpoints/5/state.json: it is the state after step 4.',
    );
  });

  it('a bit flipped in the parameters', () => {
    const files = archiveFiles(runArchive());
    const model = files['checkpoints/2/model.safetensors'];
    if (!(model instanceof Uint8Array)) throw new Error('The parameters are not bytes.');
    model[model.length - 8] = (model[model.length - 8] ?? 0) ^ 1;
    expect(() => archiveFromFiles(files)).toThrow('checkpoints/2: its bytes have changed since it was saved');
  });

  it('nothing at all', () => {
    expect(() => archiveFromFiles({})).toThrow('run.json is missing');
  });
});
