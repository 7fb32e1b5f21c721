/**
 * What is measured: named cases, each one policy with one batch of training and one round of writing, and two lines of
 * growth. A row of `tokens` tokens is read and predicted whole, so it holds one token more.
 */

/** @typedef {import('../src/model/config.ts').ModelConfig} ModelConfig */

/**
 * @typedef {object} Batch
 * @property {number} rows
 * @property {number} tokens Read, and predicted, per row.
 *
 * @typedef {object} Decode
 * @property {number} sequences Live at the same time.
 * @property {number} prompt Tokens read first.
 * @property {number} length New tokens per sequence; nothing stops one early.
 *
 * @typedef {object} BenchCase
 * @property {string} id
 * @property {string} title
 * @property {'named' | 'parameters' | 'tokens'} group A named case, or the line of growth that it is a point of.
 * @property {ModelConfig} model
 * @property {Batch | null} batch
 * @property {Decode | null} decode
 */

/** Writing as an agent does it: many sequences, short prompts. */
const DECODE = { sequences: 64, prompt: 16, length: 32 };

/**
 * @param {number} width
 * @param {number} layers
 * @param {number} heads
 * @param {number} vocabulary
 * @param {number} hidden
 * @param {number} tokens Longest row that is read.
 * @returns {ModelConfig}
 */
function policy(width, layers, heads, vocabulary, hidden, tokens) {
  return { vocabulary, context: tokens + 1, width, layers, heads, hidden, valueHead: false, ropeBase: 10_000 };
}

/** As many parameters as a prototype had, whose hidden layer was 512 wide and had no gate. */
const benchPolicy = (/** @type {number} */ tokens) => policy(128, 2, 4, 256, 344, tokens);

/** The presets' own network; its vocabulary is TextCraft's. */
const defaultPolicy = (/** @type {number} */ tokens) => policy(64, 2, 4, 82, 176, tokens);

/** Growth in parameters: 512 tokens per step, on networks from 25 thousand to 25 million parameters. */
const SIZES = [
  { label: '25k', model: policy(32, 2, 2, 82, 80, 128) },
  { label: '100k', model: policy(64, 2, 4, 82, 176, 128) },
  { label: '430k', model: benchPolicy(128) },
  { label: '1.7M', model: policy(192, 4, 6, 256, 512, 128) },
  { label: '6.4M', model: policy(320, 5, 10, 512, 864, 128) },
  { label: '25M', model: policy(512, 8, 8, 512, 1376, 128) },
];

/** Growth in tokens per step, on the bench policy; rows of at most 128. */
const STEPS = [
  { tokens: 64, rows: 1, width: 64 },
  { tokens: 256, rows: 2, width: 128 },
  { tokens: 1024, rows: 8, width: 128 },
  { tokens: 4096, rows: 32, width: 128 },
  { tokens: 16384, rows: 128, width: 128 },
];

/** @type {readonly BenchCase[]} */
export const CASES = [
  {
    id: 'bench',
    title: 'Bench policy, 4 rows of 128 tokens',
    group: 'named',
    model: benchPolicy(128),
    batch: { rows: 4, tokens: 128 },
    decode: DECODE,
  },
  {
    id: 'default-short',
    title: 'Default policy, 8 rows of 32 tokens',
    group: 'named',
    model: defaultPolicy(64),
    batch: { rows: 8, tokens: 32 },
    decode: DECODE,
  },
  {
    id: 'default-long',
    title: 'Default policy, 4 rows of 64 tokens',
    group: 'named',
    model: defaultPolicy(64),
    batch: { rows: 4, tokens: 64 },
    decode: null,
  },
  ...SIZES.map(
    ({ label, model }) =>
      /** @type {BenchCase} */ ({
        id: `parameters-${label}`,
        title: `${label} parameters, 4 rows of 128 tokens`,
        group: 'parameters',
        model,
        batch: { rows: 4, tokens: 128 },
        decode: null,
      }),
  ),
  ...STEPS.map(
    ({ tokens, rows, width }) =>
      /** @type {BenchCase} */ ({
        id: `tokens-${tokens}`,
        title: `Bench policy, ${tokens} tokens per step`,
        group: 'tokens',
        model: benchPolicy(128),
        batch: { rows, tokens: width },
        decode: null,
      }),
  ),
];

/** Not a result: a case so small that a test can run it on every contestant. */
export const SMOKE = /** @type {BenchCase} */ ({
  id: 'smoke',
  title: 'A network for tests',
  group: 'named',
  model: policy(16, 1, 2, 11, 24, 12),
  batch: { rows: 2, tokens: 12 },
  decode: { sequences: 3, prompt: 4, length: 3 },
});
