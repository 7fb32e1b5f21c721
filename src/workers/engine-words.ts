/** What was measured of engines, in words. */
import type { Measured } from './engine-search.ts';

/** "WASM 11 ms, WebGPU 4.2 ms on Apple M2"; '' when nothing could be measured. */
export function speedsInWords({ figures }: Measured, gpu: string): string {
  const each = figures.flatMap(({ name, milliseconds }) => {
    if (milliseconds === null) return [];
    return [`${name} ${inMilliseconds(milliseconds)}${name === 'WebGPU' && gpu ? ` on ${gpu}` : ''}`];
  });
  return each.join(', ');
}

/** "just now", "on 3 May 2026". */
export function momentInWords({ at }: Measured): string {
  return at === 'now' ? 'just now' : `on ${date(at)}`;
}

/** "0.4 ms", "4.2 ms", "211 ms". */
function inMilliseconds(milliseconds: number): string {
  return `${milliseconds < 9.95 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}

function date(at: number): string {
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}
