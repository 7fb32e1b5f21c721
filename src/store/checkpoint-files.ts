/**
 * One checkpoint as a folder of files and back, bit by bit. The parameters and their description are those of a
 * Hugging Face Llama; what only resuming needs lies beside them.
 *
 *   model.safetensors       parameters
 *   config.json             the network
 *   optimizer.safetensors   AdamW's moments, each named like its parameter behind PyTorch's `exp_avg.` / `exp_avg_sq.`
 *   state.json              format, checksum over everything, optimizer step, position
 *
 * and, where agents go on in the middle of their episodes, both or neither of
 *
 *   reference.safetensors   parameters of the policy that they are held near
 *   agents.json             the agents
 */
import * as v from 'valibot';
import { fromHfConfig, toHfConfig } from '../model/hf-config.ts';
import { fromTensors, toTensors } from '../model/hf-weights.ts';
import { readSafetensors, type Tensor, writeSafetensors } from '../model/safetensors.ts';
import type { Checkpoint } from '../rl/records.ts';
import { CHECKPOINT_FORMAT, checkFormat, checkIntact, checkpointChecksum } from './checkpoints.ts';
import { ArchiveError, messageOf } from './errors.ts';
import { type Files, readBytes, readText, required } from './files.ts';
import { decodeJson, encodeJson } from './json.ts';
import { parseAgentStates, parseAs, parseCursor, parseModelConfig } from './schemas.ts';

export const CHECKPOINT_FILES: readonly string[] = [
  'model.safetensors',
  'optimizer.safetensors',
  'config.json',
  'state.json',
  'reference.safetensors',
  'agents.json',
];

const FIRST = 'exp_avg.';
const SECOND = 'exp_avg_sq.';

const stateSchema = v.object({
  checksum: v.number(),
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  // Has a schema of its own.
  cursor: v.unknown(),
});

/** The checkpoint's files by name. */
export function checkpointFiles(checkpoint: Checkpoint): Record<string, Uint8Array | string> {
  const { cursor, model, planning } = checkpoint;
  const { config } = model;
  // What `transformers` looks for before it reads a file.
  const metadata = { format: 'pt' };
  const moments = new Map([
    ...prefixed(FIRST, toTensors(config, model.firstMoment)),
    ...prefixed(SECOND, toTensors(config, model.secondMoment)),
  ]);
  const state = { format: CHECKPOINT_FORMAT, checksum: checkpointChecksum(checkpoint), step: model.step, cursor };
  return {
    'model.safetensors': writeSafetensors({ tensors: toTensors(config, model.parameters), metadata }),
    'optimizer.safetensors': writeSafetensors({ tensors: moments, metadata }),
    'config.json': `${JSON.stringify(toHfConfig(config), null, 2)}\n`,
    'state.json': `${JSON.stringify(state, null, 2)}\n`,
    ...(planning && {
      'reference.safetensors': writeSafetensors({ tensors: toTensors(config, planning.reference), metadata }),
      'agents.json': `[\n${planning.agents.map(encodeJson).join(',\n')}\n]\n`,
    }),
  };
}

/**
 * The checkpoint that these files are; other files beside them are ignored. Throws an ArchiveError that names the file
 * and what is wrong in it. `place`, the folder with its slash, is put before file names in the words.
 */
export function checkpointFromFiles(files: Files, place = ''): Checkpoint {
  const from = <Value>(name: string, read: (content: Uint8Array | string) => Value): Value => {
    const content = required(files, name, place);
    return inWords(place + name, () => read(content));
  };
  const { state, cursor } = from('state.json', (content) => {
    const input: unknown = JSON.parse(readText(content));
    checkFormat(input);
    const state = parseAs(stateSchema, input, 'The state');
    return { state, cursor: parseCursor(state.cursor) };
  });
  const config = from('config.json', (content) =>
    // Twice, because a Llama may be far larger than what this app lays out.
    parseModelConfig(fromHfConfig(JSON.parse(readText(content)))),
  );
  const readParameters = (content: Uint8Array | string) =>
    fromTensors(config, readSafetensors(readBytes(content)).tensors);
  const parameters = from('model.safetensors', readParameters);
  const [firstMoment, secondMoment] = from('optimizer.safetensors', (content) => {
    const { tensors } = readSafetensors(readBytes(content));
    const [first, second] = [withPrefix(FIRST, tensors), withPrefix(SECOND, tensors)];
    if (first.size + second.size < tensors.size) throw new Error('it has tensors that are not moments.');
    return [fromTensors(config, first), fromTensors(config, second)] as const;
  });
  const plans = 'reference.safetensors' in files || 'agents.json' in files;
  const checkpoint: Checkpoint = {
    cursor,
    model: { config, parameters, firstMoment, secondMoment, step: state.step },
    ...(plans && {
      planning: {
        reference: from('reference.safetensors', readParameters),
        agents: from('agents.json', (content) => parseAgentStates(decodeJson(readText(content)))),
      },
    }),
  };
  inWords(place === '' ? 'The checkpoint' : place.slice(0, -1), () => checkIntact(checkpoint, state.checksum));
  return checkpoint;
}

function inWords<Value>(where: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new ArchiveError(`${where}: ${messageOf(error)}`, 'Use another checkpoint, or another copy of this one.', {
      cause: error,
    });
  }
}

function prefixed(prefix: string, tensors: ReadonlyMap<string, Tensor>): [string, Tensor][] {
  return [...tensors].map(([name, tensor]) => [prefix + name, tensor]);
}

function withPrefix(prefix: string, tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const found = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(found.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
