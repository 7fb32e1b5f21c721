/** The graph's backward operations as calls of kernels. Parameter gradients are added to one flat buffer. */
import type { BackwardOperation, Tensor } from '../../graph/operations.ts';
import type { ParameterSlot } from '../../layout.ts';
import { type Machine, type Pass, rowsOf, type Step, times, timesTransposed, turn } from './lowering.ts';
import { PANEL } from './weights.ts';
import type { GradientSpace } from './workspace.ts';

/** `gradient` is the address of the flat gradient. */
export function lowerBackward(
  machine: Machine,
  extra: GradientSpace,
  gradient: number,
  operation: BackwardOperation,
): Step {
  const { kernels, config, weights, space, places } = machine;
  const { width: d, hidden: F } = config;
  const at = (tensor: Tensor) => places.address(tensor);
  const gradientOf = (slot: ParameterSlot) => weights.address(slot, gradient);
  switch (operation.kind) {
    case 'weightGradient': {
      const { x } = operation;
      const parts = operation.weights.map((weight, i) => ({ weight, dy: operation.dys[i] as Tensor }));
      const products = parts.map(({ weight, dy }): Step => {
        const [inputs, outputs] = weight.shape as [number, number];
        const [from, by, to] = [at(x), at(dy), gradientOf(weight)];
        const [strideX, strideY] = [places.stride(x), places.stride(dy)];
        return (pass) =>
          kernels.gemmT(from, strideX, by, strideY, PANEL, to, outputs, to, inputs, outputs, rowsOf(pass, x));
      });
      return sequence(products);
    }
    case 'inputGradient': {
      const { dys, dx } = operation;
      return sequence(
        operation.weights.map((weight, i) => timesTransposed(machine, dys[i] as Tensor, weight, dx, i > 0 ? dx : null)),
      );
    }
    case 'product':
      return times(machine, operation.x, operation.weight, operation.y, operation.plus);
    case 'valueGradient': {
      const [x, dy, dx] = [at(operation.x), at(operation.dy), at(operation.dx)];
      const [weight, to] = [weights.address(operation.weight), gradientOf(operation.weight)];
      return ({ picked }) => {
        kernels.gemm(dy, 1, weight, d, PANEL, dx, d, dx, picked, d, 1);
        kernels.gemmT(x, d, dy, 1, PANEL, to, 1, to, d, 1, picked);
      };
    }
    case 'normGradient': {
      const { x, inverse, dy, dx } = operation;
      const [from, inverses, by, to] = [at(x), at(inverse), at(dy), at(dx)];
      const [gain, dGain] = [weights.address(operation.gain), gradientOf(operation.gain)];
      const someRows = dx.rows !== dy.rows;
      return (pass) => {
        if (someRows) kernels.zero(to, rowsOf(pass, dx) * d);
        kernels.rmsNormGradient(from, someRows ? space.picked : 0, gain, inverses, by, rowsOf(pass, dy), d, to, dGain);
      };
    }
    case 'gatedGradient': {
      const { dy, weight, gate, up, dGate, dUp } = operation;
      const product = timesTransposed(machine, dy, weight, dGate, null);
      const [gates, ups, toGate, toUp] = [at(gate), at(up), at(dGate), at(dUp)];
      return (pass) => {
        product(pass);
        kernels.swiGluGradient(gates, ups, toGate, pass.rows * F, toGate, toUp);
      };
    }
    case 'attentionGradient':
      return (pass) => attentionGradient(machine, extra, operation, pass);
    case 'embedGradient': {
      const [dx, table] = [at(operation.dx), gradientOf(operation.table)];
      return ({ rows }) => kernels.scatterAdd(dx, space.tokens, rows, d, table);
    }
    default:
      return operation satisfies never;
  }
}

function sequence(steps: readonly Step[]): Step {
  return (pass) => {
    for (const step of steps) step(pass);
  };
}

function attentionGradient(
  machine: Machine,
  { attention: scratch }: GradientSpace,
  operation: BackwardOperation & { readonly kind: 'attentionGradient' },
  { rows, segments }: Pass,
): void {
  const { kernels, config, space, places } = machine;
  const { width: d, heads } = config;
  const { q, k, v, dy, dq, dk, dv } = operation;
  const addresses = [q, k, v, dy].map((tensor) => places.address(tensor));
  const gradients = [dq, dk, dv].map((tensor) => places.address(tensor)) as [number, number, number];
  for (const { row, count } of segments) {
    const offset = 4 * row * d;
    const [qs, ks, vs, dys] = addresses.map((address) => address + offset) as [number, number, number, number];
    const [toQ, toK, toV] = gradients.map((address) => address + offset) as [number, number, number];
    kernels.attendGradient(qs, ks, vs, dys, count, heads, d / heads, scratch, space.span, toQ, toK, toV);
  }
  // The forward pass turned queries and keys.
  for (const address of gradients.slice(0, 2)) turn(machine, address, rows, -1);
}
