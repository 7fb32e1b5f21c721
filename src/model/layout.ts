/**
 * The flat parameter buffer: which tensor lies where. The order is fixed and part of the checkpoint format; names
 * are those of a Hugging Face Llama checkpoint, so that an export needs no translation table.
 */
import { type ModelConfig, PROJECTIONS, type Projection } from './config.ts';

/** One named tensor inside the flat buffer; offsets and sizes count floats. */
export interface ParameterSlot {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
  /** How it starts: ones (norm gains), zeros (value head), or normal with this standard deviation. */
  readonly init: 'ones' | 'zeros' | { readonly std: number };
  /** Decoupled weight decay applies to matrices only. */
  readonly decay: boolean;
  /** Whether the optimizer may change it: with adapters, the matrices that they adapt and all else are frozen. */
  readonly trained: boolean;
}

export interface ParameterLayout {
  readonly slots: readonly ParameterSlot[];
  /** Total number of floats. */
  readonly size: number;
}

/**
 * Projections are stored [in, out], so that the forward pass `x [tokens, in] @ w` is the row-major NN product that
 * every backend does best (Hugging Face stores [out, in]; the safetensors export transposes).
 */
export function parameterLayout(config: ModelConfig): ParameterLayout {
  const { vocabulary: V, width: d, hidden: F, layers, lora } = config;
  const slots: ParameterSlot[] = [];
  let size = 0;
  const add = (name: string, shape: number[], init: ParameterSlot['init'], trained = !lora) => {
    const n = shape.reduce((a, b) => a * b, 1);
    slots.push({ name, shape, offset: size, size: n, init, decay: shape.length === 2, trained });
    size += n;
  };
  // GPT-2's rule: projections that write into the residual stream start smaller the deeper the network.
  const std = 0.02 * Math.sqrt(768 / d);
  const residual = std / Math.sqrt(2 * layers);
  add('model.embed_tokens.weight', [V, d], { std });
  for (let l = 0; l < layers; l++) {
    const p = `model.layers.${l}`;
    add(`${p}.input_layernorm.weight`, [d], 'ones');
    add(`${p}.self_attn.q_proj.weight`, [d, d], { std });
    add(`${p}.self_attn.k_proj.weight`, [d, d], { std });
    add(`${p}.self_attn.v_proj.weight`, [d, d], { std });
    add(`${p}.self_attn.o_proj.weight`, [d, d], { std: residual });
    add(`${p}.post_attention_layernorm.weight`, [d], 'ones');
    add(`${p}.mlp.gate_proj.weight`, [d, F], { std });
    add(`${p}.mlp.up_proj.weight`, [d, F], { std });
    add(`${p}.mlp.down_proj.weight`, [F, d], { std: residual });
  }
  add('model.norm.weight', [d], 'ones');
  if (config.valueHead) add('value_head.weight', [d, 1], 'zeros', true);
  if (lora) {
    for (let l = 0; l < layers; l++) {
      for (const projection of PROJECTIONS.filter((name) => lora.targets.includes(name))) {
        const name = projectionName(l, projection);
        const base = slots.find((s) => s.name === `${name}.weight`);
        const [inputs, outputs] = (base?.shape ?? []) as [number, number];
        // B starts at zero, so that an untrained adapter changes nothing (section 4.1 of the paper).
        add(`${name}.lora_A.weight`, [inputs, lora.rank], { std: 1 / Math.sqrt(inputs) }, true);
        add(`${name}.lora_B.weight`, [lora.rank, outputs], 'zeros', true);
      }
    }
  }
  return { slots, size };
}

const ATTENTION: ReadonlySet<Projection> = new Set(['q_proj', 'k_proj', 'v_proj', 'o_proj']);

/** The name of a layer's projection, without the ending `.weight`. */
function projectionName(layer: number, projection: Projection): string {
  const block = ATTENTION.has(projection) ? 'self_attn' : 'mlp';
  return `model.layers.${layer}.${block}.${projection}`;
}

/** The slot called `name`; throws when there is none. */
export function slot(layout: ParameterLayout, name: string): ParameterSlot {
  const found = layout.slots.find((s) => s.name === name);
  if (!found) throw new Error(`The parameter layout has no tensor called "${name}".`);
  return found;
}
