/**
 * CRC-32 (ISO-HDLC, the one of zip and PNG): finds accidental damage of stored bytes. Not a defence against intent.
 * The checksum of a Float32Array is that of its bytes: `checksum(new Uint8Array(a.buffer, a.byteOffset, a.byteLength))`.
 */

/** Slicing by four: table k advances a byte that is followed by k more bytes of the same word. */
const TABLES = buildTables();

function buildTables(): Uint32Array {
  const tables = new Uint32Array(4 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let c = byte;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    tables[byte] = c;
  }
  for (let i = 256; i < tables.length; i++) {
    const previous = tables[i - 256] as number;
    tables[i] = (previous >>> 8) ^ (tables[previous & 255] as number);
  }
  return tables;
}

/** The CRC-32 of `bytes`, an unsigned 32-bit integer (0 for no bytes). */
export function checksum(bytes: Uint8Array): number {
  const t = TABLES;
  const n = bytes.length;
  let crc = 0xffffffff;
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    crc ^=
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    crc =
      (t[768 + (crc & 255)] as number) ^
      (t[512 + ((crc >>> 8) & 255)] as number) ^
      (t[256 + ((crc >>> 16) & 255)] as number) ^
      (t[crc >>> 24] as number);
  }
  for (; i < n; i++) crc = (crc >>> 8) ^ (t[(crc ^ (bytes[i] as number)) & 255] as number);
  return ~crc >>> 0;
}
