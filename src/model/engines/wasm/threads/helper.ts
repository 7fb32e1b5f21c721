/** A helping thread's side of the line: gradients of the parts that it is given. */
import { lossGradient } from '../gradient.ts';
import { Network } from '../network.ts';
import { checkToHelper, type FromHelper, type Line, type ToHelper } from './protocol.ts';

/** Answers what comes over `line`, in order; what goes wrong is said once, in words. */
export function help(line: Line): void {
  const helper = new Helper((message, transfer) => line.postMessage(message, transfer));
  let earlier: Promise<void> = Promise.resolve();
  line.onmessage = ({ data }) => {
    earlier = earlier
      .then(() => helper.take(checkToHelper(data)))
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        line.postMessage({ kind: 'failed', reason } satisfies FromHelper, []);
      });
  };
}

class Helper {
  readonly #answer: (message: FromHelper, transfer: Transferable[]) => void;
  #network: Network | null = null;

  constructor(answer: (message: FromHelper, transfer: Transferable[]) => void) {
    this.#answer = answer;
  }

  async take(message: ToHelper): Promise<void> {
    if (message.kind === 'model') {
      this.#network = await Network.create(message.module, message.config);
      return;
    }
    if (!this.#network) throw new Error('A thread of the wasm engine was given work before a model.');
    const network = this.#network;
    const spare = [...message.spare];
    if (message.parameters) {
      network.parameters().set(message.parameters);
      network.weights.changed();
      spare.push(message.parameters);
    }
    const trainer = network.trainer();
    const { size } = network.weights.layout;
    for (const [part, batch] of message.parts.entries()) {
      const sums = lossGradient(network, trainer, batch, message.settings);
      const gradient = spare.pop() ?? new Float32Array(size);
      gradient.set(network.arena.floats(trainer.gradient, size));
      this.#answer({ kind: 'gradient', step: message.step, part, gradient, sums }, [gradient.buffer]);
    }
  }
}
