/**
 * The vocabulary of the network's graph. An operation names the tensors that it reads and writes and the parameters
 * that it uses; how it is computed (in one kernel or several) is an executor's business. Matrices are row-major, one
 * row per token that is read or per prediction that is wanted.
 */
import type { ParameterSlot } from '../layout.ts';

/** What one row stands for: a token that is read, or one whose next token is predicted ("picked"). */
export type RowSpace = 'tokens' | 'picked';

/** An activation, or the gradient of one: [rows, columns] floats. */
export interface Tensor {
  readonly name: string;
  readonly rows: RowSpace;
  readonly columns: number;
}

export type ForwardOperation =
  /** y = rows of `table` [V, d] for the tokens read. */
  | { readonly kind: 'embed'; readonly name: string; readonly table: ParameterSlot; readonly y: Tensor }
  /** y = x / rms(x) · gain; `inverse` [rows, 1] = 1 / rms. With y per prediction and x per token, of the picked rows. */
  | {
      readonly kind: 'norm';
      readonly name: string;
      readonly x: Tensor;
      readonly gain: ParameterSlot;
      readonly y: Tensor;
      readonly inverse: Tensor;
    }
  /** q, k, v = x · W, each; then q and k are turned by their positions' angles. */
  | {
      readonly kind: 'queryKeyValue';
      readonly name: string;
      readonly layer: number;
      readonly x: Tensor;
      readonly weights: readonly [ParameterSlot, ParameterSlot, ParameterSlot];
      readonly outputs: readonly [Tensor, Tensor, Tensor];
    }
  /** Causal attention within each sequence, head by head. */
  | {
      readonly kind: 'attention';
      readonly name: string;
      readonly layer: number;
      readonly q: Tensor;
      readonly k: Tensor;
      readonly v: Tensor;
      readonly y: Tensor;
    }
  | Product
  /** gate = x · Wg, up = x · Wu, y = silu(gate) · up. */
  | {
      readonly kind: 'gated';
      readonly name: string;
      readonly x: Tensor;
      readonly weights: readonly [ParameterSlot, ParameterSlot];
      readonly gate: Tensor;
      readonly up: Tensor;
      readonly y: Tensor;
    }
  /** y = x · tableᵀ: scores of the vocabulary, table [V, d]. */
  | {
      readonly kind: 'unembed';
      readonly name: string;
      readonly x: Tensor;
      readonly table: ParameterSlot;
      readonly y: Tensor;
    }
  /** y [rows, 1] = x · weight [d, 1]. */
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly x: Tensor;
      readonly weight: ParameterSlot;
      readonly y: Tensor;
    };

/** y = x · W (+ plus), W [in, out]. */
export interface Product {
  readonly kind: 'product';
  readonly name: string;
  readonly x: Tensor;
  readonly weight: ParameterSlot;
  readonly plus: Tensor | null;
  readonly y: Tensor;
}

/** Gradients of parameters are always added to; those of tensors are overwritten unless it says otherwise. */
export type BackwardOperation =
  /** dW_i = xᵀ · dy_i. Several matrices that share an input come together. */
  | {
      readonly kind: 'weightGradient';
      readonly name: string;
      readonly x: Tensor;
      readonly dys: readonly Tensor[];
      readonly weights: readonly ParameterSlot[];
    }
  /** dx = Σ dy_i · W_iᵀ. */
  | {
      readonly kind: 'inputGradient';
      readonly name: string;
      readonly dys: readonly Tensor[];
      readonly weights: readonly ParameterSlot[];
      readonly dx: Tensor;
    }
  | Product
  /** dx += dv · weightᵀ and dWeight = xᵀ · dv of the value head. */
  | {
      readonly kind: 'valueGradient';
      readonly name: string;
      readonly x: Tensor;
      readonly weight: ParameterSlot;
      readonly dy: Tensor;
      readonly dx: Tensor;
    }
  /**
   * dx += …, dGain = … . With dy per prediction and dx per token, the rows of dx that were not picked become 0 and
   * the others are overwritten.
   */
  | {
      readonly kind: 'normGradient';
      readonly name: string;
      readonly x: Tensor;
      readonly gain: ParameterSlot;
      readonly inverse: Tensor;
      readonly dy: Tensor;
      readonly dx: Tensor;
    }
  /** With dh = dy · Wᵀ of the product behind it: gradients of gate and up. */
  | {
      readonly kind: 'gatedGradient';
      readonly name: string;
      readonly dy: Tensor;
      readonly weight: ParameterSlot;
      readonly gate: Tensor;
      readonly up: Tensor;
      readonly dGate: Tensor;
      readonly dUp: Tensor;
    }
  /** Gradients of q, k, v before they were turned. */
  | {
      readonly kind: 'attentionGradient';
      readonly name: string;
      readonly layer: number;
      readonly q: Tensor;
      readonly k: Tensor;
      readonly v: Tensor;
      readonly y: Tensor;
      readonly dy: Tensor;
      readonly dq: Tensor;
      readonly dk: Tensor;
      readonly dv: Tensor;
    }
  /** Row `token` of dTable += dx, row after row. */
  | {
      readonly kind: 'embedGradient';
      readonly name: string;
      readonly dx: Tensor;
      readonly table: ParameterSlot;
    };

export type Operation = ForwardOperation | BackwardOperation;
