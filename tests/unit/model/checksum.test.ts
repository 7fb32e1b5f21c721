import { describe, expect, it } from 'vitest';
import { checksum } from '../../../src/model/checksum.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

describe('checksum', () => {
  it("gives CRC-32's published check value", () => {
    expect(checksum(ascii('123456789'))).toBe(0xcbf43926);
  });

  it('is 0 for no bytes', () => {
    expect(checksum(new Uint8Array(0))).toBe(0);
  });

  it('reads only the bytes of the view, whatever its alignment', () => {
    const text = ascii('The quick brown fox jumps over the lazy dog');
    const padded = new Uint8Array(text.length + 3);
    padded.fill(255);
    padded.set(text, 1);
    expect(checksum(text)).toBe(0x414fa339);
    expect(checksum(padded.subarray(1, 1 + text.length))).toBe(0x414fa339);
  });

  it('agrees with a bitwise definition at every length around the four-byte stride', () => {
    for (let n = 1; n < 12; n++) {
      const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 73 + 200) & 255);
      expect(checksum(bytes)).toBe(bitwise(bytes));
    }
  });

  it('notices one flipped bit in a Float32Array', () => {
    const values = Float32Array.from({ length: 100 }, (_, i) => Math.sin(i));
    const bytes = new Uint8Array(values.buffer);
    const before = checksum(bytes);
    bytes[177] = (bytes[177] as number) ^ 4;
    expect(checksum(bytes)).not.toBe(before);
  });
});

function bitwise(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
