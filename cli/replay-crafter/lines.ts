/**
 * Files of JSON lines, gzip'ed or not, and how to say what is wrong with one: every mistake is a `TraceError` that names
 * the line, the place in it and what should stand there.
 */
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';

/** A file that cannot be replayed; the message says why. */
export class TraceError extends Error {}

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly value: unknown;
}

/** Longer values are cut in messages. */
const SHOWN = 60;

/** All lines that are not empty. */
export function readLines(bytes: Uint8Array): Line[] {
  const lines = unpack(bytes)
    .split('\n')
    .flatMap((text, i) => (text.trim() === '' ? [] : [{ number: i + 1, text, value: parseJson(text, i + 1) }]));
  if (lines.length === 0) throw new TraceError('It is empty.');
  return lines;
}

function unpack(bytes: Uint8Array): string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder().decode(gunzipSync(bytes));
  } catch {
    throw new TraceError('It cannot be unpacked: the gzip file is damaged or cut short.');
  }
}

function parseJson(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TraceError(`Line ${number} is not JSON: ${shorten(text)}`);
  }
}

/** A line's value as `schema` says. */
export function parseAs<Schema extends v.GenericSchema>(
  schema: Schema,
  { number, value }: Line,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  const what = place === null ? 'it' : `"${place}"`;
  if (issue.input === undefined) throw new TraceError(`Line ${number}: ${what} is missing.`);
  throw new TraceError(`Line ${number}: ${what} ${issue.message}; got ${shorten(JSON.stringify(issue.input))}.`);
}

/**
 * How a value of an object's line is written: as numbers, the digits beyond some sixteen are lost. The last one of that
 * name, as in JSON; null when there is none or it is an object or a list.
 */
export function writtenValue({ text }: Line, name: string): string | null {
  let depth = 0;
  let key: string | null = null;
  let found: string | null = null;
  let before = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g)) {
    if (depth === 1 && before === ':' && key === name) found = '{['.includes(token) ? null : token;
    if (token === ':' && depth === 1) key = JSON.parse(before);
    if ('{['.includes(token)) depth++;
    if ('}]'.includes(token)) depth--;
    before = token;
  }
  return found;
}

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
