/** Runs the command line as a person would, and keeps what it says. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Finished {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Starts `node cli/<name>.mjs`; `onStdout` sees what has been written so far whenever there is more, `env` is added to
 * the environment.
 */
export function command(
  name: 'train' | 'evaluate' | 'reproduce',
  args: readonly string[],
  onStdout: (text: string, child: ChildProcess) => void = () => {},
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return script(`cli/${name}.mjs`, args, onStdout, env);
}

/** The same for any script, named by its path in the repository. */
export function script(
  path: string,
  args: readonly string[],
  onStdout: (text: string, child: ChildProcess) => void = () => {},
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // The runner of these tests wants colours, which others may have asked to do without: node warns of both at once.
      env: { ...process.env, FORCE_COLOR: undefined, ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onStdout(stdout, child);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Settings of a run that is over in seconds. It learns nothing; it does everything. */
export const TINY: readonly string[] = [
  'engine=wasm',
  'model.width=16',
  'model.layers=1',
  'model.heads=2',
  'model.hidden=16',
  'agent.turns=4',
  'agent.descendants=4',
  'warmStart.tokens=2000',
  'warmStart.trees=4',
  'warmStart.minDifficulty=1',
  'warmStart.maxDifficulty=1',
  'training.updates=2',
  'training.tasks=2',
  'training.trees=2',
  'training.minDifficulty=1',
  'training.minDifficulty=1',
  'training.maxDifficulty=1',
  'evaluation.every=0',
  'evaluation.warmStartEvery=0',
  'evaluation.tasks=2',
  'evaluation.minDifficulty=1',
  'evaluation.maxDifficulty=2',
  'evaluation.descendants=4',
].flatMap((setting) => ['--set', setting]);

/** The same for the preset dynamic-pogs, whose agents carry plans. */
export const TINY_PLANNING: readonly string[] = [
  'engine=wasm',
  'model.width=16',
  'model.layers=1',
  'model.heads=2',
  'model.hidden=16',
  'warmStart.tokens=4000',
  'warmStart.windows=16',
  'warmStart.episodes=8',
  'training.updates=2',
  'training.agents=4',
  'training.segment=8',
  'training.minibatches=2',
  'evaluation.every=0',
  'evaluation.warmStartEvery=0',
  'evaluation.episodes=3',
  'evaluation.episodeSteps=10',
].flatMap((setting) => ['--set', setting]);
