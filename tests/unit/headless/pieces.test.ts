/** Files survive the wire in pieces, byte by byte. */
import { expect, it } from 'vitest';
import { FileCollector, piecesOf } from '../../../src/headless/pieces.ts';

const PIECE = 3 * 2 ** 20;

it.each([0, 1, 2, 3, 1000, PIECE, PIECE + 1])('%d bytes', (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) % 256);
  const pieces = [...piecesOf('a/b.bin', bytes)];
  expect(pieces).toHaveLength(Math.max(1, Math.ceil(length / PIECE)));
  expect(pieces.map((piece) => piece.last)).toEqual(pieces.map((_, i) => i === pieces.length - 1));
  // Node reads each piece on its own.
  expect(Buffer.concat(pieces.map((piece) => Buffer.from(piece.data, 'base64'))).equals(Buffer.from(bytes))).toBe(true);
  const collector = new FileCollector();
  for (const piece of pieces) collector.add(piece);
  const file = collector.take()['a/b.bin'];
  expect(file && Buffer.from(file).equals(Buffer.from(bytes))).toBe(true);
});

it('keeps interleaved files apart and forgets them when they are taken', () => {
  const collector = new FileCollector();
  collector.add({ path: 'a', data: btoa('one '), last: false });
  collector.add({ path: 'b', data: btoa('other'), last: true });
  collector.add({ path: 'a', data: btoa('two'), last: true });
  const text = (bytes?: Uint8Array) => new TextDecoder().decode(bytes);
  const files = collector.take();
  expect([text(files.a), text(files.b)]).toEqual(['one two', 'other']);
  expect(collector.take()).toEqual({});
});
