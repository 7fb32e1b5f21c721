/**
 * The architecture as a table: what each room under `src/` may import, and the check that holds a file against it.
 * Rooms not in the table, imports not in a room's row and `Math.random` anywhere are violations. What globals a room
 * may touch (DOM, clocks) is Biome's to check: see the overrides in `biome.json`.
 */
import { posix } from 'node:path';
import { parseSync } from 'vite';

/**
 * @typedef {object} Room
 * @property {readonly string[]} may Paths under `src/` it may import, next to its own files: a file, `folder/*` (its
 *   files, not its folders) or `folder/**`; after `type `, only types may be imported.
 * @property {readonly string[]} packages npm packages it may import; a trailing `*` stands for any ending.
 */

/** Types that travel to the page: what a run reports and how it is configured. */
const REPORTS = ['type rl/records.ts', 'type rl/trace.ts', 'type rl/config.ts', 'type model/config.ts'];

/** @type {Readonly<Record<string, Room>>} */
export const ROOMS = {
  random: { may: [], packages: [] },
  envs: { may: ['random/**'], packages: [] },
  model: { may: ['random/**'], packages: ['@tensorflow/*', 'valibot'] },
  // Of environments and the model, the interfaces only.
  rl: { may: ['random/**', 'envs/environment.ts', 'envs/planning.ts', 'model/*'], packages: [] },
  experiments: {
    // A configuration is checked against the model's own limits; reproduced claims have intervals over seeds.
    may: ['envs/**', 'model/config.ts', 'rl/intervals.ts', 'rl/planning/window.ts', 'type rl/**', 'type model/**'],
    packages: ['valibot', 'fflate'],
  },
  store: {
    // What is read back is checked against the layout that it must have; files are in the model's own formats.
    may: [
      'model/config.ts',
      'model/layout.ts',
      'model/checksum.ts',
      'model/safetensors.ts',
      'model/hf-config.ts',
      'model/hf-weights.ts',
      'type rl/**',
      'type model/**',
      'experiments/**',
    ],
    packages: ['idb', 'fflate', 'valibot'],
  },
  workers: {
    may: ['random/**', 'envs/**', 'model/**', 'rl/**', 'experiments/**', 'store/**'],
    packages: ['@tensorflow/*', 'valibot'],
  },
  ui: {
    // A game that is played on the page begins with a key.
    may: [
      'workers/protocol.ts',
      'workers/client.ts',
      'workers/player-client.ts',
      'experiments/**',
      'store/**',
      'envs/**',
      'random/key.ts',
      ...REPORTS,
    ],
    packages: ['preact', 'preact/*', '@preact/signals', 'uplot', 'uplot/*'],
  },
  main: { may: ['ui/**'], packages: ['preact'] },
  headless: {
    may: ['workers/protocol.ts', 'workers/client.ts', 'experiments/**', 'store/**', ...REPORTS],
    packages: [],
  },
};

/**
 * @typedef {object} Import
 * @property {string} specifier
 * @property {boolean} types Whether it vanishes when types are stripped.
 * @property {number} start Offset into the source.
 */

/**
 * The room of a file: the folder under `src/` it lies in, or its own name when it lies in `src/` itself.
 *
 * @param {string} path relative to the repository, with forward slashes
 */
export function roomOf(path) {
  return (path.split('/')[1] ?? '').replace(/\.tsx?$/, '');
}

/**
 * @param {string} pattern
 * @param {string} path
 */
function matches(pattern, path) {
  if (pattern.endsWith('/**')) return path.startsWith(pattern.slice(0, -2));
  if (pattern.endsWith('/*')) return posix.dirname(path) === pattern.slice(0, -2);
  return pattern === path;
}

/**
 * @param {Room} room
 * @param {string} target path under `src/`
 * @param {boolean} types
 */
function mayImport(room, target, types) {
  return room.may.some((entry) =>
    entry.startsWith('type ') ? types && matches(entry.slice(5), target) : matches(entry, target),
  );
}

/**
 * @param {Room} room
 * @param {string} specifier
 */
function mayUse(room, specifier) {
  return room.packages.some((entry) =>
    entry.endsWith('*') ? specifier.startsWith(entry.slice(0, -1)) : entry === specifier,
  );
}

/**
 * Everything a file pulls in: imports, re-exports, dynamic imports, type imports and `new URL(…, import.meta.url)`,
 * by which workers and assets are named.
 *
 * @param {string} path
 * @param {string} source
 * @returns {{ imports: Import[], random: number[] }} `random` holds the offsets of every `Math.random`
 */
function read(path, source) {
  const { program, errors } = parseSync(path, source);
  if (errors[0]) throw new SyntaxError(`${path}: ${errors[0].message}`);
  /** @type {Import[]} */
  const imports = [];
  /** @type {number[]} */
  const random = [];

  /** @param {any} node a node of the ESTree, or anything that one holds */
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node?.type !== 'string') return;
    const from = node.source ?? null;
    if (from && typeof from.value === 'string') {
      const specifiers = node.specifiers ?? [];
      const kinds = specifiers.map((/** @type {any} */ one) => one.importKind ?? one.exportKind);
      const types =
        node.type === 'TSImportType' ||
        node.importKind === 'type' ||
        node.exportKind === 'type' ||
        (kinds.length > 0 && kinds.every((/** @type {unknown} */ kind) => kind === 'type'));
      imports.push({ specifier: from.value, types, start: node.start });
    }
    if (node.type === 'NewExpression' && node.callee.name === 'URL' && typeof node.arguments[0]?.value === 'string') {
      if (node.arguments[1]?.object?.type === 'MetaProperty') {
        imports.push({ specifier: node.arguments[0].value, types: false, start: node.start });
      }
    }
    if (node.type === 'MemberExpression' && node.object.name === 'Math') {
      if ((node.property.name ?? node.property.value) === 'random') random.push(node.start);
    }
    for (const key in node) if (key !== 'type') visit(node[key]);
  };
  visit(program);
  return { imports, random };
}

/**
 * Holds one file against the table.
 *
 * @param {string} path relative to the repository, with forward slashes: `src/rl/credit.ts`
 * @param {string} source its text
 * @returns {string[]} one sentence per violation, beginning with `path:line`
 */
export function violations(path, source) {
  const name = roomOf(path);
  const room = ROOMS[name];
  if (!room) return [`${path}: the room "${name}" is not in the table of scripts/rooms.mjs; add it or move the file.`];
  const { imports, random } = read(path, source);
  const at = (/** @type {number} */ offset) => `${path}:${source.slice(0, offset).split('\n').length}`;
  /** @type {string[]} */
  const found = [];
  for (const { specifier, types, start } of imports) {
    const bare = specifier.split('?')[0] ?? '';
    if (!bare.startsWith('.')) {
      if (!mayUse(room, bare)) found.push(`${at(start)}: ${name} may not use the package "${bare}".`);
      continue;
    }
    const resolved = posix.join(posix.dirname(path), bare);
    if (!resolved.startsWith('src/')) {
      found.push(`${at(start)}: "${bare}" leads out of src/.`);
      continue;
    }
    if (roomOf(resolved) === name) continue;
    const target = resolved.slice('src/'.length);
    if (mayImport(room, target, types)) continue;
    const why = mayImport(room, target, true) ? 'only types from' : 'nothing from';
    found.push(`${at(start)}: ${name} may import ${why} ${target}.`);
  }
  for (const start of random) {
    found.push(`${at(start)}: Math.random cannot be repeated; draw from a key of src/random instead.`);
  }
  return found;
}
