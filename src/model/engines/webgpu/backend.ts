/**
 * TensorFlow.js on the project's own device. tfjs has one backend called 'webgpu' per thread, so all engines of a
 * thread share it and its device; the last one to leave closes both, and whoever asks tfjs for 'webgpu' later gets
 * a fresh device of the project's.
 */

import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { Gpu, openGpu } from './device.ts';

const NAME = 'webgpu';

/** What tfjs records into; the encoder is private in its typings. */
interface OpenBackend {
  commandEncoder: GPUCommandEncoder | null;
}

/** A lease of the shared backend. */
export interface Tfjs {
  readonly gpu: Gpu;
  readonly backend: WebGPUBackend;
  /** Gives the lease back; once. */
  readonly release: () => void;
}

interface Shared {
  readonly gpu: Gpu;
  readonly backend: WebGPUBackend;
  /** False for a device that tfjs itself opened before the first engine came: then it is not ours to close. */
  readonly own: boolean;
  leases: number;
}

let shared: Shared | null = null;
/** Openings wait for each other: two at once would make two devices. */
let opening: Promise<unknown> = Promise.resolve();

/** Starts the backend, or joins it; rejects with an Error in words where there is no WebGPU. */
export function leaseTfjs(): Promise<Tfjs> {
  const lease = opening.then(async () => {
    // Somebody may have taken it from tfjs meanwhile.
    const known = shared && tf.engine().registry[NAME] === shared.backend ? shared : null;
    const leased = known && (await known.gpu.isAlive()) ? known : ((await adopt()) ?? (await start()));
    shared = leased;
    leased.leases++;
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      leased.leases--;
      if (leased.leases === 0 && leased.own && shared === leased) close(leased);
    };
    return { gpu: leased.gpu, backend: leased.backend, release };
  });
  opening = lease.catch(() => {});
  return lease;
}

/** Makes 'webgpu' the backend that the next ops of this thread run on. Nothing may be awaited between it and them. */
export async function useTfjs(): Promise<void> {
  while (tf.getBackend() !== NAME) {
    if (!(await tf.setBackend(NAME))) throw new Error('TensorFlow.js could not go back to its WebGPU backend.');
  }
}

/**
 * The encoder into which tfjs records, with no compute pass open: what is recorded there keeps its place among tfjs'
 * own kernels. It changes with every submission.
 */
export function openEncoder(backend: WebGPUBackend): GPUCommandEncoder {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  return (backend as unknown as OpenBackend).commandEncoder as GPUCommandEncoder;
}

/** The encoder with what has been recorded and not submitted; null when there is nothing. */
export function pendingEncoder(backend: WebGPUBackend): GPUCommandEncoder | null {
  return (backend as unknown as OpenBackend).commandEncoder;
}

/** Submits what has been recorded. */
export function submit(backend: WebGPUBackend): void {
  if (!pendingEncoder(backend)) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** The buffer that a tensor lies in, uploaded when it is still on the CPU. */
export function bufferOf(backend: WebGPUBackend, tensor: tf.TensorInfo): GPUBuffer {
  backend.uploadToGPU(tensor.dataId);
  return backend.tensorMap.get(tensor.dataId).resource as GPUBuffer;
}

/** A backend that tfjs started by itself has tensors on it, so its device is used as it is, unless it is lost. */
async function adopt(): Promise<Shared | null> {
  const backend = tf.engine().registry[NAME];
  if (!(backend instanceof WebGPUBackend)) return null;
  const gpu = new Gpu(backend.device, backend.device.adapterInfo);
  return (await gpu.isAlive()) ? { gpu, backend, own: false, leases: 0 } : null;
}

async function start(): Promise<Shared> {
  const gpu = await openGpu();
  const started = new WebGPUBackend(gpu.device, gpu.info);
  register(() => started);
  await useTfjs();
  return { gpu, backend: started, own: true, leases: 0 };
}

function close({ gpu }: Shared): void {
  shared = null;
  // tfjs asks for a device again only if somebody computes with it.
  register(async () => {
    const next = await openGpu();
    return new WebGPUBackend(next.device, next.info);
  });
  gpu.device.destroy();
}

/** Replaces the factory behind the name, and closes the backend that the former one made. */
function register(factory: () => WebGPUBackend | Promise<WebGPUBackend>): void {
  if (NAME in tf.engine().registryFactory) tf.removeBackend(NAME);
  // Above tfjs' own backends, as its WebGPU backend is.
  tf.registerBackend(NAME, factory, 3);
}
