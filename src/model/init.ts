/** The state of an untrained policy: a pure function of configuration and key. */
import { derive, type Key, normal } from '../random/index.ts';
import { checkModelConfig, type ModelConfig } from './config.ts';
import type { ModelState } from './engine.ts';
import { parameterLayout } from './layout.ts';

/** Fresh parameters with zeroed optimizer moments. Each tensor is drawn under its own key, by name. */
export function initialState(config: ModelConfig, key: Key): ModelState {
  checkModelConfig(config);
  const layout = parameterLayout(config);
  const parameters = new Float32Array(layout.size);
  for (const { name, offset, size, init } of layout.slots) {
    if (init === 'zeros') continue;
    if (init === 'ones') {
      parameters.fill(1, offset, offset + size);
      continue;
    }
    const tensorKey = derive(key, name);
    for (let i = 0; i < size; i++) parameters[offset + i] = init.std * normal(tensorKey, i);
  }
  return {
    config,
    parameters,
    firstMoment: new Float32Array(layout.size),
    secondMoment: new Float32Array(layout.size),
    step: 0,
  };
}
