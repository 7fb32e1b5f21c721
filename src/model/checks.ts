/** What every engine refuses, in the same words: malformed states, requests, batches and optimizer settings. */
import { checkModelConfig, type ModelConfig } from './config.ts';
import {
  type GenerateRequest,
  type LossConfig,
  MAX_STOPS,
  type ModelState,
  type StepConfig,
  type TokenBatch,
  type TrainBatch,
} from './engine.ts';
import { checkGrammar, nextState } from './grammar.ts';
import { parameterLayout } from './layout.ts';

/** Throws when the buffers do not fit the configuration. */
export function checkModelState(state: ModelState): void {
  checkModelConfig(state.config);
  const { size } = parameterLayout(state.config);
  for (const field of ['parameters', 'firstMoment', 'secondMoment'] as const) {
    if (state[field].length !== size) {
      throw new RangeError(
        `state.${field} has ${state[field].length} numbers, but this model configuration has ${size} parameters; ` +
          'load a checkpoint of the same architecture and vocabulary.',
      );
    }
  }
  if (!Number.isInteger(state.step) || state.step < 0) {
    throw new RangeError(`state.step must be a whole number of at least 0; got ${state.step}.`);
  }
}

/** Throws when a request cannot be answered, or two requests name the same sequence. */
export function checkRequests(config: ModelConfig, requests: readonly GenerateRequest[]): void {
  const names = new Set<string>();
  for (const request of requests) {
    const { sequence, tokens, maxTokens, temperature } = request;
    const who = `Sequence "${sequence}"`;
    if (names.has(sequence)) throw new RangeError(`${who} occurs twice in one call; give every sequence its own name.`);
    names.add(sequence);
    if (tokens.length < 1) {
      throw new RangeError(`${who} has no tokens; a completion needs at least one token to continue from.`);
    }
    if (tokens.length >= config.context) {
      throw new RangeError(
        `${who} has ${tokens.length} tokens, which leaves no room to write in a context of ${config.context}; ` +
          'end the agent, or raise model.context.',
      );
    }
    for (let i = 0; i < tokens.length; i++) checkToken(config, tokens[i] as number, `${who}, position ${i}`);
    if (!Number.isInteger(maxTokens) || maxTokens < 1) {
      throw new RangeError(`${who}: maxTokens must be a whole number of at least 1; got ${maxTokens}.`);
    }
    if (!(temperature >= 0 && temperature < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${who}: temperature must be 0 (greedy) or a positive number; got ${temperature}.`);
    }
    checkDraw(config, request, who);
  }
}

/** Ends, truncation, grammar and forced tokens of a request. */
function checkDraw(config: ModelConfig, request: GenerateRequest, who: string): void {
  const { stop, topK = 0, topP = 1, grammar, forced } = request;
  if (stop.length > MAX_STOPS) {
    throw new RangeError(`${who} has ${stop.length} stop tokens; at most ${MAX_STOPS} can be told apart.`);
  }
  for (const token of stop) checkToken(config, token, `${who}, stop`);
  if (!Number.isInteger(topK) || topK < 0) {
    throw new RangeError(`${who}: topK must be a whole number of at least 1, or 0 for all tokens; got ${topK}.`);
  }
  if (!(topP > 0 && topP <= 1)) {
    throw new RangeError(`${who}: topP must be above 0 and at most 1 (1 = all tokens); got ${topP}.`);
  }
  if (grammar) checkGrammar(grammar, config.vocabulary);
  let state = grammar?.state ?? 0;
  for (let i = 0; i < (forced?.length ?? 0); i++) {
    const token = forced?.[i] as number;
    checkToken(config, token, `${who}, forced token ${i}`);
    if (!grammar) continue;
    const after = nextState(grammar.grammar, config.vocabulary, state, token);
    if (after < 0) {
      throw new RangeError(
        `${who}, forced token ${i}: the grammar does not allow token ${token} in state ${state}; ` +
          'force allowed tokens only, or give the grammar a state that allows it.',
      );
    }
    state = after;
  }
}

/** Throws when scores cannot be made at `temperature`. */
export function checkTemperature(temperature: number): void {
  if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`The temperature of scores must be a positive number; got ${temperature}.`);
  }
}

/** Throws when array sizes disagree, a length is impossible, or a token (padding aside) is not in the vocabulary. */
export function checkTokenBatch(config: ModelConfig, batch: TokenBatch): void {
  const { rows, width, tokens, lengths } = batch;
  checkSize('tokens', tokens.length, rows, width);
  if (lengths.length !== rows) throw new RangeError(`A batch of ${rows} rows has ${lengths.length} lengths.`);
  for (let row = 0; row < rows; row++) {
    const length = lengths[row] as number;
    if (length < 1 || length > width) {
      throw new RangeError(`Row ${row} of the batch has length ${length}; it must be from 1 to the width ${width}.`);
    }
    if (length > config.context) {
      throw new RangeError(
        `Row ${row} of the batch has ${length} tokens, more than the context of ${config.context}; ` +
          'shorten the sequence, or raise model.context.',
      );
    }
    for (let i = 0; i < length; i++) checkToken(config, tokens[row * width + i] as number, `Row ${row}, position ${i}`);
  }
}

/** `checkTokenBatch`, and the arrays that the loss reads. */
export function checkTrainBatch(config: ModelConfig, batch: TrainBatch, loss: LossConfig): void {
  checkTokenBatch(config, batch);
  for (const field of ['weights', 'advantages', 'logProbs', 'references', 'returns', 'values'] as const) {
    const array = batch[field];
    if (array) checkSize(field, array.length, batch.rows, batch.width);
  }
  const need = (field: 'references' | 'returns' | 'values', reason: string) => {
    if (!batch[field]) throw new RangeError(`batch.${field} is missing; ${reason}.`);
  };
  if (loss.kl) need('references', 'a loss with a kl term compares with the log-probabilities of a reference policy');
  if (loss.value) {
    if (!config.valueHead) {
      throw new RangeError('The loss has a value term, but the model has no value head; set model.valueHead.');
    }
    need('returns', 'a value term needs to know what the values should have been');
    if (loss.value.clip > 0) need('values', 'a clipped value term needs to know what the values were');
  }
  if (!(batch.normalizer > 0 && batch.normalizer < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `The batch's normalizer must be positive and finite; got ${batch.normalizer}. ` +
        'It is the number of own tokens: skip the step when there is none.',
    );
  }
}

/** Throws when an optimizer setting is outside its range. */
export function checkStepConfig(step: StepConfig): void {
  const within = (name: string, value: number, ok: boolean, range: string) => {
    if (!ok) throw new RangeError(`step.${name} must be ${range}; got ${value}.`);
  };
  const { temperature, learningRate, beta1, beta2, epsilon, weightDecay, clipNorm, loss } = step;
  const finite = Number.POSITIVE_INFINITY;
  within('temperature', temperature, temperature > 0 && temperature < finite, 'a positive number');
  within('learningRate', learningRate, learningRate >= 0 && learningRate < finite, 'a number of at least 0');
  within('beta1', beta1, beta1 >= 0 && beta1 < 1, 'in [0, 1)');
  within('beta2', beta2, beta2 >= 0 && beta2 < 1, 'in [0, 1)');
  within('epsilon', epsilon, epsilon > 0 && epsilon < finite, 'a positive number');
  within('weightDecay', weightDecay, weightDecay >= 0 && weightDecay < finite, 'a number of at least 0');
  within('clipNorm', clipNorm, clipNorm >= 0 && clipNorm < finite, 'a number of at least 0 (0 = off)');
  checkLoss(loss);
}

function checkLoss(loss: LossConfig): void {
  const within = (name: string, value: number, ok: boolean, range: string) => {
    if (!ok) throw new RangeError(`step.loss.${name} must be ${range}; got ${value}.`);
  };
  const isWeight = (value: number) => value >= 0 && value < Number.POSITIVE_INFINITY;
  if (loss.kind === 'cispo' && !(loss.low >= 0 && loss.low <= loss.high)) {
    throw new RangeError(`step.loss needs 0 ≤ low ≤ high for the clip range; got ${loss.low} and ${loss.high}.`);
  }
  if (loss.kind === 'ppo') {
    const { low, high, dual } = loss;
    if (!(low >= 0 && low <= 1 && high >= 1)) {
      throw new RangeError(`step.loss needs 0 ≤ low ≤ 1 ≤ high for the clip range; got ${low} and ${high}.`);
    }
    within('dual', dual, dual === 0 || (dual > 1 && dual < Number.POSITIVE_INFINITY), 'above 1, or 0 for none');
  }
  const { kl = 0, entropy = 0, value } = loss;
  within('kl', kl, isWeight(kl), 'a number of at least 0');
  within('entropy', entropy, Number.isFinite(entropy), 'a number');
  if (!value) return;
  within('value.weight', value.weight, isWeight(value.weight), 'a number of at least 0');
  within('value.clip', value.clip, isWeight(value.clip), 'a number of at least 0 (0 = off)');
}

function checkToken(config: ModelConfig, token: number, where: string): void {
  if (!Number.isInteger(token) || token < 0 || token >= config.vocabulary) {
    throw new RangeError(
      `${where}: token ${token} is not in the vocabulary of ${config.vocabulary} tokens (0 to ${config.vocabulary - 1}).`,
    );
  }
}

function checkSize(field: string, length: number, rows: number, width: number): void {
  if (length !== rows * width) {
    throw new RangeError(`batch.${field} has ${length} numbers; ${rows} rows of ${width} need ${rows * width}.`);
  }
}
