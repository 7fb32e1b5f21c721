/** The launch that draws tokens and moves sequences on: the last one of every step of decoding. */
import { MAX_STOPS } from '../../engine.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/operations.ts';
import type { Dispatch, Kernel } from './dispatch.ts';
import judge from './kernels/judge.wgsl?raw';
import pass from './kernels/pass.wgsl?raw';
import sample from './kernels/sample.wgsl?raw';
import threefry from './kernels/threefry.wgsl?raw';
import { STEPS } from './sequence-records.ts';
import { expandTemplate } from './template.ts';

/** Lanes of `kernels/judge.wgsl`. */
const LANES = 32;

/**
 * - `sequences`: a record of `SequenceWords` per live sequence; prediction p is of sequence p.
 * - `tables`: transitions of grammars.
 * - `draws` [sequences × STEPS × DRAW_WORDS]: what was written.
 */
export type SamplerBuffer = 'sequences' | 'tables' | 'draws';

export function sampleDispatch({ logits, values, config }: Graph): Dispatch {
  const extra = (name: SamplerBuffer) => ({ extra: name });
  const shares: Tensor = { name: 'shares', rows: 'picked', columns: 2 * config.vocabulary };
  return {
    name: 'sample',
    kernel: samplerKernel(config.vocabulary, values !== null),
    bindings: [
      'rows',
      extra('sequences'),
      extra('tables'),
      logits,
      shares,
      extra('draws'),
      ...(values ? [values] : []),
    ],
    settings: new Uint32Array(),
    workgroups: ({ picked }) => [picked, 1, 1],
  };
}

export function samplerKernel(vocabulary: number, VALUES: boolean): Kernel {
  const body = expandTemplate(sample, { VALUES, STEPS, STOPS: MAX_STOPS });
  return {
    label: 'sample',
    code: [pass, judge, threefry, body].join('\n'),
    constants: { VOCABULARY: vocabulary, STRETCH: Math.ceil(vocabulary / LANES) },
  };
}
