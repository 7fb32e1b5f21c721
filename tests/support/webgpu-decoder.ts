/** A model on the device that writes turns, without the rest of an engine: for tests of decoding. */
import type { ModelState } from '../../src/model/engine.ts';
import { leaseTfjs, submit, useTfjs } from '../../src/model/engines/webgpu/backend.ts';
import { Decoder } from '../../src/model/engines/webgpu/decoder.ts';
import { DeviceModel } from '../../src/model/engines/webgpu/device-model.ts';
import { type Hardware, tilesFor } from '../../src/model/engines/webgpu/tiles.ts';
import { SlotTable } from '../../src/model/slots.ts';
import { Writer } from '../../src/model/writer.ts';

const CACHE_BYTES = 2 ** 26;

export interface TestDecoder {
  readonly device: GPUDevice;
  readonly model: DeviceModel;
  readonly decoder: Decoder;
  readonly slots: SlotTable;
  readonly writer: Writer;
  /** Throws when the device has reported an error since the start; call it at the end of each test. */
  check(): Promise<void>;
  dispose(): void;
}

/** `hardware`: for which the kernels are cut; default: what there is. */
export async function openDecoder(
  state: ModelState,
  cacheBytes = CACHE_BYTES,
  hardware?: Hardware,
): Promise<TestDecoder> {
  const tfjs = await leaseTfjs();
  await useTfjs();
  const model = await DeviceModel.create(tfjs, state.config);
  model.flat.write(state);
  model.flat.settle();
  submit(tfjs.backend);
  if (hardware) Object.assign(model, { tiles: (rows: number) => tilesFor(hardware, rows) });
  const decoder = await Decoder.create(model, cacheBytes);
  const slots = new SlotTable(decoder.slots);
  return {
    device: tfjs.gpu.device,
    model,
    decoder,
    slots,
    writer: new Writer(slots, decoder),
    async check() {
      await tfjs.gpu.device.queue.onSubmittedWorkDone();
      tfjs.gpu.check();
    },
    dispose() {
      decoder.dispose();
      model.dispose();
      tfjs.release();
    },
  };
}
