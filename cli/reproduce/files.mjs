/** Reading and writing the files of a reproduction. What cannot be read is a `CommandError` that names the file. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError } from '../command.mjs';

/**
 * Writes a file whole or not at all. What holds nothing but plain values goes on one line, which halves a report.
 *
 * @param {string} path
 * @param {unknown} value
 */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const text = JSON.stringify(value, null, 1).replace(/[[{][^[\]{}]*[\]}]/g, (leaf) => leaf.replace(/\n */g, ' '));
  writeFileSync(`${path}.part`, `${text}\n`);
  renameSync(`${path}.part`, path);
}

/**
 * As JSON would give it back: without what is undefined.
 *
 * @param {unknown} value
 * @returns {unknown}
 */
export function plain(value) {
  return JSON.parse(JSON.stringify(value));
}

/** @param {string} path */
export function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return damaged(path, 'it cannot be read');
  }
}

/**
 * @param {string} path
 * @returns {unknown}
 */
export function readJson(path) {
  return parsed(path, () => JSON.parse(readText(path)));
}

/**
 * @param {string} path
 * @returns {Readonly<Record<string, unknown>>}
 */
export function record(path) {
  const value = readJson(path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return damaged(path, 'it holds no object');
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @template Value
 * @param {string} path
 * @param {() => Value} read
 * @returns {Value}
 */
export function parsed(path, read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    return damaged(path, /** @type {Error} */ (error).message.replace(/\.$/, ''));
  }
}

/**
 * @param {string} path
 * @param {string} why
 * @returns {never}
 */
export function damaged(path, why) {
  throw new CommandError(
    `${path} is damaged: ${why}. Remove the folder of this run, and run the same command again to repeat it.`,
  );
}
