/** What goes wrong while turns are being written: the device is lost, or has no memory for them. */
import { afterEach, describe, expect, it } from 'vitest';
import { DeviceLostError } from '../../../../../src/model/device-lost.ts';
import { request, someState, someTokens, TINY } from '../../../../support/engine-fixtures.ts';
import { openDecoder, type TestDecoder } from '../../../../support/webgpu-decoder.ts';

const STATE = someState({ ...TINY, layers: 1 }, 5);
const turns = (count: number) =>
  Array.from({ length: count }, (_, i) => request(`s${i}`, someTokens(TINY, i, 9), { maxTokens: 30 }));

let desk: TestDecoder;
afterEach(() => desk.dispose());

describe('a lost device', () => {
  it.each([0, 10])('rejects turns at once, %i ms into them', async (delay) => {
    desk = await openDecoder(STATE);
    const underWay = desk.writer.generate(turns(40));
    const outcome = underWay.then(
      () => 'written',
      (error: unknown) => error,
    );
    await new Promise((resolve) => setTimeout(resolve, delay));
    desk.device.destroy();
    const late = new Promise((resolve) => setTimeout(resolve, 3000, 'late'));
    const result = await Promise.race([outcome, late]);
    if (delay === 0 || result !== 'written') expect(result).toBeInstanceOf(DeviceLostError);
    await expect(desk.writer.generate(turns(1))).rejects.toBeInstanceOf(DeviceLostError);
  });
});

describe('too little memory', () => {
  it('is said in words, and turns that fit are written', async () => {
    desk = await openDecoder(STATE);
    const [expected] = await desk.writer.generate(turns(1));
    const { createBuffer } = desk.device;
    // A device that has nothing left says so in this scope.
    desk.device.createBuffer = (descriptor) =>
      createBuffer.call(desk.device, { ...descriptor, size: descriptor.size > 40_000 ? 2 ** 52 : descriptor.size });
    await expect(desk.writer.generate(turns(64))).rejects.toThrow(/The cache of 64 sequences of up to 44 tokens needs/);
    const [again] = await desk.writer.generate(turns(1));
    expect(again).toEqual(expected);
    await desk.check();
  });
});
