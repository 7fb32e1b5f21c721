/**
 * Which engine computes a run: the one that was asked for, the one that computed it before, or the fastest of those
 * that run here, by a measurement of about a second each that is remembered. None computes before it has passed its
 * self-test on this machine. Says why in words; an engine that was asked for and cannot run is an error with a remedy.
 */
import type { EngineChoice } from '../experiments/experiment.ts';
import type { Engine } from '../model/engine.ts';
import { FUSED } from '../model/engines/wasm/features.ts';
import { messageOf } from '../store/errors.ts';
import { type Candidate, candidateName, type EngineOption } from './engine-catalog.ts';
import { EngineSearch, type Found, type SearchParts } from './engine-search.ts';
import { momentInWords, speedsInWords } from './engine-words.ts';
import type { EngineFigure } from './protocol.ts';

export interface ChosenEngine {
  readonly option: EngineOption;
  readonly engine: Engine;
  /** Why this one, in a sentence or more. */
  readonly reason: string;
  /** What was measured, in a few words; empty when nothing was. */
  readonly speeds: string;
  /** What was measured; empty when nothing was. */
  readonly figures: readonly EngineFigure[];
}

export interface EngineQuestion extends SearchParts {
  readonly choice: EngineChoice;
  /** Engine of the same run's earlier steps, as `engineNote` wrote it; empty when there is none. */
  readonly before: string;
}

/** What is stored of a choice, so that a resumed run finds its engine again: "wasm: WebAssembly SIMD". */
export function engineNote({ option, engine }: Pick<ChosenEngine, 'option' | 'engine'>): string {
  return `${option}: ${engine.description}`;
}

export async function chooseEngine(question: EngineQuestion): Promise<ChosenEngine> {
  const { choice } = question;
  const search = await EngineSearch.begin(question);
  if (choice === 'auto') return (await asBefore(question, search)) ?? (await automatic(question, search));
  try {
    const candidates = variants(choice, question);
    const found = await (question.again ? search.fastest(candidates) : search.known(candidates));
    return chosen(found, 'The experiment asks for it.', search);
  } catch (error) {
    const remedy = choice === 'wasm' ? 'tfjs' : 'wasm';
    throw new Error(
      `The experiment asks for the engine "${choice}", which cannot run here: ${messageOf(error)} ` +
        `Set the engine to "auto" or "${remedy}".`,
      { cause: error },
    );
  }
}

/**
 * An option as it can be run here: with one thread, and with as many as there are. What an engine without fused
 * multiply-add has begun goes on without, because each rounds in its own way.
 */
function variants(option: EngineOption, { catalog, before }: EngineQuestion): Candidate[] {
  if (option !== 'wasm') return [{ option }];
  const one: Candidate =
    before.startsWith('wasm:') && !before.includes(FUSED) ? { option, portable: true } : { option };
  const { threads } = catalog.machine;
  return threads > 1 ? [one, { ...one, threads }] : [one];
}

/** Another engine would round differently, and the run would not be the one that was interrupted. */
async function asBefore(question: EngineQuestion, search: EngineSearch): Promise<ChosenEngine | null> {
  const { before, again } = question;
  const option = (['wasm', 'webgpu', 'tfjs'] as const).find((name) => before.startsWith(`${name}:`));
  if (!option || again) return null;
  try {
    return chosen(await search.known(variants(option, question)), 'It computed this run before.', search);
  } catch {
    return null;
  }
}

async function automatic(question: EngineQuestion, search: EngineSearch): Promise<ChosenEngine> {
  const { adapter } = search;
  const candidates = variants('wasm', question);
  let remark = '';
  if (!adapter) remark = 'WebGPU is not available here.';
  else if (adapter.software) remark = `WebGPU is only simulated in software here (${adapter.name}).`;
  else candidates.push({ option: 'webgpu' });
  try {
    return chosen(await search.fastest(candidates), remark, search);
  } catch (error) {
    const found = await search.known([{ option: 'tfjs' }]);
    return chosen(found, [remark, messageOf(error)].filter(Boolean).join(' '), search);
  }
}

/** `why` is one or more sentences, or empty. */
function chosen(
  { candidate, engine, measured, failures }: Found,
  why: string,
  { adapter }: EngineSearch,
): ChosenEngine {
  const speeds = measured ? speedsInWords(measured, adapter?.name ?? '') : '';
  const figures = measured && speeds ? `${speeds} a round, measured ${momentInWords(measured)}.` : '';
  const others = failures.map(({ candidate: one, reason }) => `${candidateName(one)} was left out: ${reason}`);
  return {
    option: candidate.option,
    engine,
    reason: [why, figures, ...others].filter(Boolean).join(' '),
    speeds,
    figures: measured?.figures ?? [],
  };
}
