/** The loss of one token: its values against the formulas, its slopes against numerical differentiation of them. */
import { describe, expect, it } from 'vitest';
import { type LossConfig, type LossToken, type TokenLoss, tokenLoss } from '../../../src/model/loss.ts';
import { derive, key, normal, uniform } from '../../../src/random/index.ts';

/** Random tokens around the kinks of every term. */
function tokens(n: number): LossToken[] {
  return Array.from({ length: n }, (_, i) => {
    const k = derive(key(3), i);
    const logProb = -3 * uniform(derive(k, 'l'));
    const value = normal(derive(k, 'v'));
    return {
      weight: 0.5 + uniform(derive(k, 'w')),
      advantage: normal(derive(k, 'a')),
      logProb,
      behaviour: logProb + 0.5 * normal(derive(k, 'b')),
      reference: logProb + 0.5 * normal(derive(k, 'r')),
      entropy: uniform(derive(k, 'e')),
      value,
      oldValue: value + 0.3 * normal(derive(k, 'o')),
      target: value + 0.5 * normal(derive(k, 't')),
    };
  });
}

const PPO = { kind: 'ppo', low: 0.8, high: 1.2, dual: 0 } as const;

/** Term by term as the papers write them. `held` is the token whose ratio CISPO holds constant. */
function formula(config: LossConfig, token: LossToken, held: LossToken): number {
  const { advantage: A, logProb, behaviour, reference, value, oldValue, target } = token;
  const ratio = Math.exp(logProb - behaviour);
  const bound = (x: number, low: number, high: number) => Math.max(low, Math.min(x, high));
  let loss: number;
  switch (config.kind) {
    case 'sft':
      loss = -logProb;
      break;
    case 'reinforce':
      loss = -A * logProb;
      break;
    case 'cispo':
      loss = -A * bound(Math.exp(held.logProb - behaviour), config.low, config.high) * logProb;
      break;
    case 'ppo': {
      const clipped = Math.min(ratio * A, bound(ratio, config.low, config.high) * A);
      loss = -(config.dual > 0 && A < 0 ? Math.max(clipped, config.dual * A) : clipped);
    }
  }
  loss += (config.kl ?? 0) * (Math.exp(reference - logProb) - (reference - logProb) - 1);
  loss -= (config.entropy ?? 0) * token.entropy;
  if (config.value) {
    const { weight, clip } = config.value;
    const moved = clip === 0 ? value : bound(value, oldValue - clip, oldValue + clip);
    loss += (weight * Math.max((value - target) ** 2, (moved - target) ** 2)) / 2;
  }
  return token.weight * loss;
}

const LOSSES: Record<string, LossConfig> = {
  sft: { kind: 'sft' },
  reinforce: { kind: 'reinforce' },
  cispo: { kind: 'cispo', low: 0.7, high: 1.3 },
  ppo: PPO,
  'ppo with dual clip': { ...PPO, dual: 1.5 },
  'every term': { ...PPO, dual: 1.5, kl: 0.3, entropy: 0.1, value: { weight: 0.7, clip: 0 } },
  'every term, clipped value': { kind: 'reinforce', kl: 2, entropy: -0.1, value: { weight: 0.7, clip: 0.2 } },
};

describe('tokenLoss', () => {
  it.each(Object.entries(LOSSES))('has the value and the slopes of its formula: %s', (_, config) => {
    const h = 1e-6;
    for (const token of tokens(300)) {
      const actual = tokenLoss(config, token);
      expect(actual.loss).toBeCloseTo(formula(config, token, token), 10);
      for (const field of ['logProb', 'entropy', 'value'] as const) {
        const above = formula(config, { ...token, [field]: token[field] + h }, token);
        const below = formula(config, { ...token, [field]: token[field] - h }, token);
        expect(Math.abs(actual[field] - (above - below) / (2 * h)), field).toBeLessThan(1e-6);
      }
    }
  });

  it('meets every branch of the clips', () => {
    const many = tokens(300);
    const slopes = (config: LossConfig) => many.map((token) => tokenLoss(config, token));
    const flat = (losses: TokenLoss[], field: 'logProb' | 'value') => losses.filter((l) => l[field] === 0).length;
    const [free, dual] = [slopes(PPO), slopes({ ...PPO, dual: 1.5 })];
    expect(flat(free, 'logProb')).toBeGreaterThan(30);
    expect(flat(dual, 'logProb')).toBeGreaterThan(flat(free, 'logProb') + 10);
    const value = slopes({ kind: 'sft', value: { weight: 1, clip: 0.2 } });
    expect(flat(value, 'value')).toBeGreaterThan(30);
    expect(flat(value, 'value')).toBeLessThan(150);
  });

  const token: LossToken = {
    weight: 2,
    advantage: 1.5,
    logProb: -1,
    behaviour: -1,
    reference: -1,
    entropy: 0.4,
    value: 0.5,
    oldValue: 0.5,
    target: 0.5,
  };

  it('needs nothing that its terms do not read', () => {
    const nothing = { advantage: Number.NaN, behaviour: Number.NaN, reference: Number.NaN };
    const blank = { ...token, ...nothing, value: Number.NaN, oldValue: Number.NaN, target: Number.NaN };
    expect(tokenLoss({ kind: 'sft' }, blank)).toEqual({
      loss: 2,
      logProb: -2,
      entropy: 0,
      value: 0,
      behaviourKl: 0,
      clipped: false,
      referenceKl: 0,
      valueLoss: 0,
    });
  });

  it('starts from the advantage on policy, whatever the kind', () => {
    for (const config of [PPO, { kind: 'reinforce' }, { kind: 'cispo', low: 0, high: 5 }] as const) {
      const { logProb, behaviourKl, clipped } = tokenLoss(config, token);
      expect({ logProb, behaviourKl, clipped }).toEqual({ logProb: -3, behaviourKl: 0, clipped: false });
    }
  });

  it('tells statistics without weights', () => {
    const moved = { ...token, behaviour: -1.5, reference: -1.2, value: 1, target: 0 };
    const stats = tokenLoss({ ...PPO, kl: 0.1, value: { weight: 0.1, clip: 0 } }, moved);
    expect(stats.behaviourKl).toBeCloseTo(Math.exp(0.5) - 1.5, 12);
    expect(stats.referenceKl).toBeCloseTo(Math.exp(-0.2) + 0.2 - 1, 12);
    expect(stats.valueLoss).toBe(0.5);
    expect(stats.clipped).toBe(true);
    expect(tokenLoss({ kind: 'reinforce' }, moved).clipped).toBe(false);
  });

  it('lets an advantage that is no number show in the slope', () => {
    const loss = tokenLoss(PPO, { ...token, advantage: Number.NaN });
    expect(loss.logProb).toBeNaN();
  });
});
