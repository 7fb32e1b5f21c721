/** Evaluates one checkpoint of a run folder by the same worker that trains; nothing else of the run is touched. */
import type { EvaluationChoices } from '../rl/config.ts';
import type { Evaluation } from '../rl/records.ts';
import { archiveFromFiles } from '../store/archive.ts';
import { checkpointFromFiles } from '../store/checkpoint-files.ts';
import { ArchiveError } from '../store/errors.ts';
import { type Files, readText, required } from '../store/files.ts';
import { newRunId } from '../store/keys.ts';
import { RunStore } from '../store/run-store.ts';
import type { RunArchive } from '../store/types.ts';
import { RunClient } from '../workers/client.ts';
import type { RunCommand, RunEvent } from '../workers/protocol.ts';
import { type EvaluateRequest, isReported } from './bridge.ts';
import { configureStored } from './configure.ts';
import type { ReportTo } from './train.ts';

/**
 * `files` hold run.json, config.json and the files of one checkpoint. Throws an Error in words when they are damaged,
 * a setting is wrong or the run cannot be opened.
 */
export async function evaluate(files: Files, request: EvaluateRequest, report: ReportTo): Promise<Evaluation> {
  const archive = archiveOfOne(files);
  const experiment = configureStored(archive.run.experiment, request.assignments);
  if (experiment.method !== 'rao') checkEpisodeChoices(request.choices);
  const { minDifficulty, maxDifficulty } = experiment.evaluation;
  const ownDifficulties = Array.from({ length: maxDifficulty - minDifficulty + 1 }, (_, i) => minDifficulty + i);
  const store = new RunStore();
  const client = new RunClient();
  try {
    const run = await store.importRun({ ...archive, run: { ...archive.run, id: newRunId(), experiment } });
    return await answer(client, report, [
      { type: 'open', runId: run.id, experiment, resume: true },
      {
        // Named, so that the limits of evaluation hold even for a checkpoint of the warm start.
        difficulties: ownDifficulties,
        ...request.choices,
        type: 'evaluate',
      },
    ]);
  } finally {
    client.dispose();
    await store.close();
  }
}

/** Throws an Error for what is asked of trees of agents and makes no sense of episodes. */
function checkEpisodeChoices({ samples, attempts, speed }: EvaluationChoices): void {
  if (!samples && !attempts && !speed) return;
  throw new Error(
    'This run has agents that plan, which play every held-out episode once: ' +
      'leave out --samples, --attempts and --speed. --tasks is the number of episodes per difficulty.',
  );
}

/** Opens, then evaluates; the first evaluation is the answer. */
function answer(
  client: RunClient,
  report: ReportTo,
  [open, evaluation]: readonly [RunCommand, RunCommand],
): Promise<Evaluation> {
  return new Promise((resolve, reject) => {
    let asked = false;
    const warnings: Extract<RunEvent, { type: 'warning' }>[] = [];
    client.onEvent((event) => {
      if (!isReported(event)) return;
      // What stops the evaluation becomes the error, and need not be told twice.
      if (event.type === 'warning' && asked) {
        warnings.push(event);
        return;
      }
      void report([event]);
      if (event.type === 'evaluation') {
        void report(warnings);
        resolve(event.result);
      }
      if (event.type !== 'status') return;
      if (event.status === 'failed' || event.status === 'closed') reject(new Error(event.message));
      if (event.status !== 'paused' && event.status !== 'done') return;
      // At rest again without a result: what was asked for made no sense.
      if (asked) reject(new Error(warnings.at(-1)?.message ?? 'The run gave no result.'));
      else client.send(evaluation);
      asked = true;
    });
    client.send(open);
  });
}

/** The run as it stood at the one checkpoint among the files, without its history. */
function archiveOfOne(files: Files): RunArchive {
  const path = Object.keys(files).find((each) => each.startsWith('checkpoints/'));
  if (path === undefined) {
    throw new ArchiveError('The run folder has no checkpoint.', 'Train the run until it has saved one.');
  }
  const place = path.slice(0, path.lastIndexOf('/') + 1);
  const ofCheckpoint = Object.entries(files).filter(([each]) => each.startsWith(place));
  const { cursor } = checkpointFromFiles(
    Object.fromEntries(ofCheckpoint.map(([each, content]) => [each.slice(place.length), content])),
    place,
  );
  return archiveFromFiles({
    ...files,
    'run.json': withCursor(readText(required(files, 'run.json')), cursor),
    'metrics.jsonl': '',
    'traces.jsonl': '',
    'evaluation.json': '[]',
  });
}

/** Where the run stands is where this checkpoint does. Text that is no JSON is left for the archive to complain of. */
function withCursor(text: string, cursor: unknown): string {
  try {
    return JSON.stringify({ ...(JSON.parse(text) as object), cursor });
  } catch {
    return text;
  }
}
