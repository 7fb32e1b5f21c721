/**
 * Files that tell every draw from the generator in one episode: a line for the reset and one per step. They do not tell
 * the seed, so it is read from the file's name, such as `rnglog.seed0.norender.jsonl.gz`.
 */
import * as v from 'valibot';
import { ReferenceEpisode } from '../../src/envs/crafter/reference/episode.ts';
import { NumpyRandom } from '../../src/envs/crafter/reference/numpy-random.ts';
import { worldSeed } from '../../src/envs/crafter/reference/world-seed.ts';
import { ACTIONS } from '../../src/envs/crafter/rules.ts';
import { firstDifference, type Outcome } from './difference.ts';
import { type Line, parseAs, TraceError } from './lines.ts';

/** Of the pictures that were drawn; no such file tells another. */
const PICTURE = [64, 64] as const;

const number = v.number('must be a number');
const calls = v.array(
  v.union(
    [
      v.tuple([v.literal('u'), number]),
      v.tuple([v.literal('r'), v.literal(0), number, number]),
      v.tuple([v.literal('U'), v.literal(32), v.literal(127), v.tuple([number, number]), v.string()]),
    ],
    'must be a draw: ["u", value], ["r", 0, n, value] or ["U", 32, 127, [width, height], checksum]',
  ),
  'must be a list of draws',
);
const resetSchema = v.object({ phase: v.literal('reset', 'must be "reset"'), calls });
const stepSchema = v.object({
  step: number,
  action: v.pipe(
    v.number('must be an action'),
    v.integer('must be an action'),
    v.minValue(0, 'must be an action'),
    v.maxValue(ACTIONS.length - 1, `must be an action, 0 … ${ACTIONS.length - 1}`),
  ),
  calls,
});

/** Whether a file whose first line holds this tells draws. */
export function beginsDraws(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'phase' in value;
}

/** Replays up to the first difference. The doubles of a picture's noise are counted, not compared. */
export function replayDraws(lines: readonly Line[], name: string): Outcome {
  const seed = /seed(-?\d+)/.exec(name)?.[1];
  if (seed === undefined) {
    throw new TraceError(
      'It tells draws but not the seed, which must stand in its name, as in rnglog.seed0.norender.jsonl.gz.',
    );
  }
  const mode = /\.(no)?render\./.exec(name);
  if (mode === null) {
    throw new TraceError(
      'Its name must tell whether pictures were drawn: .render. or .norender., as in rnglog.seed0.norender.jsonl.gz.',
    );
  }
  const reset = parseAs(resetSchema, lines[0] as Line);
  const steps = lines.slice(1).map((line, i) => {
    const step = parseAs(stepSchema, line);
    if (step.step === i + 1) return step;
    throw new TraceError(`Line ${line.number}: "step" is ${step.step} where step ${i + 1} should be.`);
  });

  const random = new RecordingRandom(worldSeed(BigInt(seed), 1));
  const episode = new ReferenceEpisode({ seed: BigInt(seed), picture: mode[1] === undefined ? PICTURE : null }, random);
  let draws = 0;
  for (const [i, expected] of [reset.calls, ...steps.map((step) => step.calls)].entries()) {
    const step = steps[i - 1];
    if (step) episode.step(step.action);
    const found = random.take();
    const difference = firstDifference([['draws', expected.map(comparable), found]]);
    if (difference) {
      const where = `seed ${seed}, episode 1, ${i === 0 ? 'the reset' : `step ${i}`}`;
      return { identical: { draw: draws, step: Math.max(0, i - 1) }, difference: { where, ...difference } };
    }
    draws += found.length;
  }
  return { identical: { draw: draws, step: steps.length }, difference: null };
}

type Call = v.InferOutput<typeof calls>[number];

/** A draw as words; of a picture's noise, how many. */
function comparable(call: Call): string {
  if (call[0] === 'U') return noise(2 * call[3][0] * call[3][1]);
  return call[0] === 'u' ? `uniform() = ${call[1]}` : `randint(0, ${call[2]}) = ${call[3]}`;
}

function noise(words: number): string {
  return `${words} words of noise`;
}

class RecordingRandom extends NumpyRandom {
  private calls: string[] = [];

  /** What has been drawn since this was asked last. */
  take(): string[] {
    const { calls } = this;
    this.calls = [];
    return calls;
  }

  override uniform(): number {
    const value = super.uniform();
    this.calls.push(comparable(['u', value]));
    return value;
  }

  override below(n: number): number {
    const value = super.below(n);
    this.calls.push(comparable(['r', 0, n, value]));
    return value;
  }

  override skip(words: number): void {
    super.skip(words);
    this.calls.push(noise(words));
  }
}
