/**
 * A run as a folder: writing the files that the app produces, and reading them back. The app decides what the files
 * are called and hold; this decides only where they lie. A file is replaced whole or not at all.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UsageError } from './options.mjs';

/** What marks a folder as a run's. */
const CONFIG = 'config.json';

/**
 * Makes the folder of a new run.
 *
 * @param {string | null} wanted the folder that the user named
 * @param {string} name what to call it otherwise
 * @returns {string} its absolute path
 */
export function createRunFolder(wanted, name) {
  if (wanted !== null) {
    const folder = resolve(wanted);
    if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0)) {
      throw new UsageError(`${wanted} exists already. Nothing is overwritten: choose another --out, or remove it.`);
    }
    return make(folder);
  }
  for (let number = 1; ; number++) {
    const folder = resolve('runs', number === 1 ? name : `${name}-${number}`);
    if (!existsSync(folder)) return make(folder);
  }
}

/** @param {string} folder */
function make(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (error) {
    throw new UsageError(`${folder} cannot be made: ${/** @type {Error} */ (error).message}. Choose another --out.`);
  }
}

/** Receives files in pieces and puts each in its place when it is complete. */
export class FileReceiver {
  #folder;
  /** @type {Map<string, number>} Open files by path. */
  #open = new Map();

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * @param {string} path relative, with forward slashes
   * @param {Uint8Array} bytes the next piece
   * @param {boolean} last
   */
  receive(path, bytes, last) {
    const target = inside(this.#folder, path);
    const part = `${target}.part`;
    let file = this.#open.get(path);
    if (file === undefined) {
      mkdirSync(dirname(target), { recursive: true });
      file = openSync(part, 'w');
      this.#open.set(path, file);
    }
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    if (!last) return;
    closeSync(file);
    this.#open.delete(path);
    renameSync(part, target);
  }

  /** Gives up what is incomplete. */
  close() {
    for (const [path, file] of this.#open) {
      closeSync(file);
      rmSync(`${inside(this.#folder, path)}.part`, { force: true });
    }
    this.#open.clear();
  }
}

/**
 * @param {string} folder
 * @param {string} path
 */
function inside(folder, path) {
  const target = resolve(folder, path);
  if (!target.startsWith(folder + sep)) throw new Error(`"${path}" would lie outside of the run folder.`);
  return target;
}

/**
 * Finds what `--run` names: a run folder, or one checkpoint in it.
 *
 * @param {string} path
 * @returns {{ folder: string, checkpoint: string | null }} `checkpoint` is the name of the one that was named
 */
export function findRun(path) {
  const named = resolve(path);
  if (!existsSync(named)) throw new UsageError(`${path} does not exist. Name a run folder that npm run train wrote.`);
  if (existsSync(join(named, CONFIG)) && existsSync(join(named, 'checkpoints'))) {
    return { folder: named, checkpoint: null };
  }
  const parent = dirname(named);
  if (basename(parent) === 'checkpoints' && existsSync(join(parent, '..', CONFIG))) {
    return { folder: dirname(parent), checkpoint: basename(named) };
  }
  throw new UsageError(
    `${path} is neither a run folder (with ${CONFIG} and checkpoints/) nor one of its checkpoints/<update>.`,
  );
}

/**
 * What evaluating a run takes: its description, its experiment, and one checkpoint, the newest unless one is named.
 *
 * @param {{ folder: string, checkpoint: string | null }} run
 * @returns {{ path: string, bytes: Uint8Array }[]}
 */
export function readCheckpoint({ folder, checkpoint }) {
  const update = checkpoint ?? newest(join(folder, 'checkpoints'));
  if (update === null) throw new UsageError(`${folder} has no checkpoint yet. Train it until it has saved one.`);
  const place = `checkpoints/${update}`;
  const names = readdirSync(join(folder, place)).filter((name) => !name.endsWith('.part'));
  return ['run.json', CONFIG, ...names.map((name) => `${place}/${name}`)]
    .filter((path) => existsSync(join(folder, path)))
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
}

/**
 * @param {string} folder of checkpoints, each called by its step
 * @returns {string | null}
 */
function newest(folder) {
  const steps = readdirSync(folder).filter((name) => /^\d+$/.test(name));
  return steps.sort((a, b) => Number(b) - Number(a))[0] ?? null;
}
