/**
 * Which engine computes a run: the one that was asked for, the one that computed it before, or the faster of those
 * that run here. Says why in words. An engine that was asked for and cannot run is an error with a remedy.
 */
import type { EngineChoice } from '../experiments/experiment.ts';
import type { ModelConfig } from '../model/config.ts';
import type { Engine } from '../model/engine.ts';
import { messageOf } from '../store/errors.ts';
import type { EngineCatalog, EngineOption } from './engine-catalog.ts';
import { measureEngine } from './engine-trial.ts';
import type { Timer } from './timer.ts';

export interface ChosenEngine {
  readonly option: EngineOption;
  readonly engine: Engine;
  /** Why this one, in a sentence or two. */
  readonly reason: string;
}

export interface EngineQuestion {
  readonly choice: EngineChoice;
  /** Engine of the same run's earlier steps, as `engineNote` wrote it; empty when there is none. */
  readonly before: string;
  readonly model: ModelConfig;
  readonly catalog: EngineCatalog;
  readonly timer: Timer;
}

/** What is stored of a choice, so that a resumed run finds its engine again: "wasm: WebAssembly SIMD". */
export function engineNote({ option, engine }: ChosenEngine): string {
  return `${option}: ${engine.description}`;
}

export async function chooseEngine(question: EngineQuestion): Promise<ChosenEngine> {
  const { choice } = question;
  if (choice === 'auto') return (await asBefore(question)) ?? (await automatic(question));
  try {
    const engine = await question.catalog.create(choice);
    return { option: choice, engine, reason: 'The experiment asks for it.' };
  } catch (error) {
    const remedy = choice === 'wasm' ? 'tfjs' : 'wasm';
    throw new Error(
      `The experiment asks for the engine "${choice}", which cannot run here: ${messageOf(error)} ` +
        `Set the engine to "auto" or "${remedy}".`,
      { cause: error },
    );
  }
}

/** Another engine would round differently, and the run would not be the one that was interrupted. */
async function asBefore({ before, catalog }: EngineQuestion): Promise<ChosenEngine | null> {
  const option = (['wasm', 'webgpu', 'tfjs'] as const).find((name) => before.startsWith(`${name}:`));
  if (!option) return null;
  try {
    return { option, engine: await catalog.create(option), reason: 'It computed this run before.' };
  } catch {
    return null;
  }
}

async function automatic(question: EngineQuestion): Promise<ChosenEngine> {
  const { catalog } = question;
  const adapter = await catalog.adapter().catch(() => null);
  if (!adapter) return withoutGpu(catalog, 'WebGPU is not available here.');
  if (adapter.software) return withoutGpu(catalog, `WebGPU is only simulated in software here (${adapter.name}).`);
  return faster(question);
}

async function withoutGpu(catalog: EngineCatalog, why: string): Promise<ChosenEngine> {
  try {
    return { option: 'wasm', engine: await catalog.create('wasm'), reason: why };
  } catch (error) {
    const engine = await catalog.create('tfjs');
    return { option: 'tfjs', engine, reason: `${why} ${messageOf(error)}` };
  }
}

const NAMES: Record<EngineOption, string> = { wasm: 'WebAssembly', webgpu: 'WebGPU', tfjs: 'TensorFlow.js' };

/** Measures WebAssembly and WebGPU and disposes of the slower one. */
async function faster({ catalog, model, timer }: EngineQuestion): Promise<ChosenEngine> {
  const measured: { option: EngineOption; engine: Engine; seconds: number }[] = [];
  const failures: string[] = [];
  for (const option of ['wasm', 'webgpu'] as const) {
    let engine: Engine | null = null;
    try {
      engine = await catalog.create(option);
      measured.push({ option, engine, seconds: await measureEngine(engine, model, timer) });
    } catch (error) {
      engine?.dispose();
      failures.push(messageOf(error));
    }
  }
  measured.sort((a, b) => a.seconds - b.seconds);
  const [best, ...others] = measured;
  if (!best) return { option: 'tfjs', engine: await catalog.create('tfjs'), reason: failures.join(' ') };
  for (const { engine } of others) engine.dispose();
  const figures = measured.map(({ option, seconds }) => `${milliseconds(seconds)} on ${NAMES[option]}`);
  const reason =
    others.length > 0 ? `Fastest here: a trial step took ${figures.join(', ')}.` : `The others failed: ${failures[0]}`;
  return { option: best.option, engine: best.engine, reason };
}

function milliseconds(seconds: number): string {
  return `${Math.max(1, Math.round(seconds * 1000))} ms`;
}
