/** The program of a helping thread. */
import { help } from './helper.ts';
import type { Line } from './protocol.ts';

const line: Line = { postMessage: (message, transfer) => postMessage(message, { transfer }), onmessage: null };
help(line);
addEventListener('message', (event) => line.onmessage?.(event));
