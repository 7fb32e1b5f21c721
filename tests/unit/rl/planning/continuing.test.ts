/** What may be changed in a run without beginning anew: nothing that saved agents' episodes hang on. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanningSpec } from '../../../../src/envs/planning.ts';
import { pogs } from '../../../../src/envs/pogs/index.ts';
import type { PlanningExperiment } from '../../../../src/experiments/experiment.ts';
import type { Knob, KnobValue } from '../../../../src/experiments/knob.ts';
import { PLANNING_KNOBS } from '../../../../src/experiments/knobs/dynamic-planning.ts';
import { readPath, writePath } from '../../../../src/experiments/set-path.ts';
import { WasmEngine } from '../../../../src/model/engines/wasm/engine.ts';
import { initialState } from '../../../../src/model/init.ts';
import { derive, key } from '../../../../src/random/index.ts';
import {
  firstAgents,
  improve,
  type PlanningContext,
  savedAgents,
} from '../../../../src/rl/methods/dynamic-planning.ts';
import type { AgentState } from '../../../../src/rl/planning/agent.ts';
import { tinyPlanningExperiment } from '../../../support/tiny-planning-experiment.ts';
import { wasmKernels } from '../../../support/wasm-kernels.ts';

const SPEC = pogs as PlanningSpec;
const experiment = tinyPlanningExperiment();
let engine: WasmEngine;
let states: AgentState[];
let worlds: unknown[];

function contextOf({ environment, agent, warmStart, training, model, seed }: PlanningExperiment): PlanningContext {
  const { settings } = environment;
  const hooks = { round: async () => {} };
  const base = { spec: SPEC, settings, agent, training, engine, hooks };
  return { ...base, priming: warmStart, context: model.context, key: key(seed) };
}

beforeAll(async () => {
  engine = await WasmEngine.create(await wasmKernels());
  const model = { ...experiment.model, vocabulary: SPEC.vocabulary(experiment.environment.settings).names.length };
  await engine.load(initialState(model, derive(key(1), 'parameters')));
  const agents = firstAgents(contextOf(experiment));
  await improve(contextOf(experiment), agents, null, 0, 0.001);
  states = agents.map(({ state }) => state);
  worlds = agents.map(({ world }) => world.snapshot());
});

/** Other values that the knob allows. */
function others(knob: Knob): KnobValue[] {
  const value = readPath(experiment, knob.path) as KnobValue;
  if (knob.kind === 'choice') return knob.options.map((option) => option.value).filter((other) => other !== value);
  if (knob.kind === 'boolean') return [!value];
  if (knob.kind === 'text') return ['another'];
  const { min, max, step } = knob;
  return [(value as number) - step, (value as number) + step].filter((other) => other >= min && other <= max);
}

/** Where the saved agents stand when the run continues with another value. */
function resumed(path: string, value: KnobValue): unknown[] {
  const changed = writePath(experiment, path, value) as PlanningExperiment;
  return savedAgents(contextOf(changed), states).map(({ world }) => world.snapshot());
}

describe('a run that continues', () => {
  const continued = PLANNING_KNOBS.filter(({ change }) => change === 'continue');

  it.each(continued.map((knob) => [knob.path, knob] as const))(
    'stands where it stood with another %s',
    (path, knob) => {
      const values = others(knob);
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) expect(resumed(path, value)).toEqual(worlds);
    },
  );

  it('would not with other agents or other tasks', () => {
    expect(() => resumed('training.agents', 7)).toThrow('go on with as many');
    // Other worlds, in which the old actions mean something else or are not even possible.
    expect(() => expect(resumed('training.maxDifficulty', 3)).toEqual(worlds)).toThrow();
  });
});
