/**
 * The parts of README.md that commands write, each between two markers: `<!-- NAME: made by COMMAND -->` and
 * `<!-- /NAME -->`. Name and command together tell them apart. What stands outside of them is left as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './install.mjs';

const README = join(ROOT, 'README.md');

/** @typedef {{ readonly name: string, readonly command: string }} Block */

/**
 * The text between the markers, without the white space around it.
 *
 * @param {Block} block
 */
export function readBlock(block) {
  return around(block).text.trim();
}

/**
 * Puts `text` between the markers. Throws an Error in words when they are missing.
 *
 * @param {Block} block
 * @param {string} text
 */
export function writeBlock(block, text) {
  const { before, after } = around(block);
  writeFileSync(README, `${before}\n\n${text}\n\n${after}`);
}

/** @param {Block} block */
function around({ name, command }) {
  const [start, end] = [`<!-- ${name}: made by \`${command}\` -->`, `<!-- /${name} -->`];
  const readme = readFileSync(README, 'utf8');
  const from = readme.indexOf(start);
  const to = readme.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`README.md has lost its markers "${start}" and "${end}"; put them back.`);
  const begin = from + start.length;
  return { before: readme.slice(0, begin), text: readme.slice(begin, to), after: readme.slice(to) };
}
