/** Knobs that every method has: the optimizer, the network, and how and where a run is computed. */
import type { Knob } from '../knob.ts';
import { folded, section } from './section.ts';

/** Seeds are unsigned 32-bit, so that they are short enough to read out in class. */
const MAX_SEED = 2 ** 32 - 1;

const training = section('training', 'training.', 'continue');
const model = section('model', 'model.', 'reset');
const machine = section('machine', '', 'continue');

export const OPTIMIZER_KNOBS: readonly Knob[] = [
  training.number('learningRate', 'Learning rate', 'Size of an optimizer step; too high forgets, too low waits.', {
    min: 0.000001,
    max: 0.1,
    step: 0.0001,
  }),
  training.integer(
    'warmup',
    'Warm-up',
    'Steps over which the learning rate rises from zero, at the start of each phase.',
    { min: 0, max: 1000, step: 1, unit: 'steps' },
    folded,
  ),
  training.number(
    'decayTo',
    'Decay to',
    'Share of the learning rate that is left at the end of a phase; 1 keeps it constant.',
    { min: 0, max: 1, step: 0.05 },
    folded,
  ),
  training.number(
    'clipNorm',
    'Gradient clip',
    'Gradients are scaled down to this global norm; 0 turns clipping off.',
    { min: 0, max: 100, step: 0.1 },
    folded,
  ),
  training.number(
    'weightDecay',
    'Weight decay',
    'Pull of the weights towards zero at every step, decoupled from the gradient.',
    { min: 0, max: 1, step: 0.01 },
    folded,
  ),
];

export const MODEL_KNOBS: readonly Knob[] = [
  model.integer(
    'context',
    'Context window',
    'How much one agent can read and write at a time; what does not fit has to be handed on, or kept in a plan.',
    { min: 8, max: 2048, step: 8, unit: 'tokens' },
  ),
  model.integer('width', 'Width', 'Size of the vector that stands for a token inside the network.', {
    min: 8,
    max: 512,
    step: 8,
    unit: 'channels',
  }),
  model.integer('layers', 'Layers', 'Transformer blocks, one after the other.', {
    min: 1,
    max: 12,
    step: 1,
    unit: 'layers',
  }),
  model.integer('heads', 'Heads', 'Attention heads per layer; width divided by heads must be an even whole number.', {
    min: 1,
    max: 16,
    step: 1,
    unit: 'heads',
  }),
  model.integer(
    'hidden',
    'Hidden width',
    'Inner width of the feed-forward part of a block.',
    { min: 8, max: 2048, step: 8, unit: 'channels' },
    folded,
  ),
  model.boolean(
    'valueHead',
    'Value head',
    'Adds an output that estimates the reward to come: dynamic planning learns from it, delegation does without.',
    folded,
  ),
  model.number(
    'ropeBase',
    'Rotary base',
    'Longest wavelength of the rotary position embedding, as a multiple of 2π.',
    { min: 10, max: 1_000_000, step: 1000 },
    folded,
  ),
];

export const MACHINE_KNOBS: readonly Knob[] = [
  {
    path: 'name',
    kind: 'text',
    label: 'Name',
    help: 'What this run is called in the library.',
    group: 'machine',
    advanced: false,
    change: 'continue',
    maxLength: 80,
  },
  machine.integer(
    'seed',
    'Seed',
    'Every random draw follows from it: the same seed and settings give the same run.',
    { min: 0, max: MAX_SEED, step: 1 },
    { change: 'reset' },
  ),
  machine.choice(
    'engine',
    'Engine',
    'What does the arithmetic; automatic measures this machine and takes the fastest.',
    [
      { value: 'auto', label: 'Automatic' },
      { value: 'webgpu', label: 'WebGPU' },
      { value: 'wasm', label: 'WebAssembly' },
      { value: 'tfjs', label: 'TensorFlow.js' },
    ],
  ),
  machine.integer(
    'workers',
    'Agent workers',
    'Threads on which the agents of RAO act; the result does not depend on it. Agents that plan need none.',
    { min: 1, max: 16, step: 1, unit: 'threads' },
    folded,
  ),
  machine.integer(
    'checkpointEvery',
    'Checkpoint every',
    'Steps between two saved states; a reload of the page continues from the newest.',
    { min: 1, max: 1000, step: 1, unit: 'steps' },
    folded,
  ),
];
