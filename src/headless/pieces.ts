/** Files in pieces that fit through a wire that carries text: bytes to Base64 and back. */
import type { FilePiece } from './bridge.ts';

/** A multiple of 3, so that only a file's last piece is padded. */
const PIECE_BYTES = 3 * 2 ** 20;

/** The pieces of a file in order; an empty file is one empty piece. */
export function* piecesOf(path: string, bytes: Uint8Array): Generator<FilePiece> {
  let start = 0;
  do {
    const end = Math.min(start + PIECE_BYTES, bytes.length);
    yield { path, data: toBase64(bytes.subarray(start, end)), last: end === bytes.length };
    start = end;
  } while (start < bytes.length);
}

/** Puts pieces together again. Those of one file must come in order; files may be interleaved. */
export class FileCollector {
  readonly #parts = new Map<string, Uint8Array[]>();

  add({ path, data }: FilePiece): void {
    const parts = this.#parts.get(path) ?? [];
    parts.push(fromBase64(data));
    this.#parts.set(path, parts);
  }

  /** Everything received so far, by path; the collector is empty afterwards. */
  take(): Record<string, Uint8Array> {
    const files = Object.fromEntries([...this.#parts].map(([path, parts]) => [path, joined(parts)]));
    this.#parts.clear();
    return files;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function toBase64(bytes: Uint8Array): string {
  // In slices, because every character is an argument of the call.
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
