/**
 * WGSL with its loops written out. WGSL has neither generics nor arrays that surely stay in registers, so kernels say
 * how often a statement is repeated, and this repeats it. Lines that begin with `#` are directives:
 *
 *     #for r 8          the lines up to `#end` eight times, with ${r} = 0 … 7; the count may be the name of a value
 *     #for j in PARTS   once for each item of a list: ${j} is the item, ${j.index} its number
 *     #if NAME          the lines up to `#else` or `#end` when the value is neither false nor 0; `#if !NAME` otherwise
 *
 * `${NAME}` anywhere is the value of that name.
 */

export type TemplateValue = number | boolean | string | readonly string[];
type Values = Readonly<Record<string, TemplateValue>>;

/** The WGSL text. Throws an Error with the line when a directive is malformed or a name is unknown. */
export function expandTemplate(source: string, values: Values): string {
  const out: string[] = [];
  expandLines(source.split('\n'), values, out);
  return out.join('\n');
}

function expandLines(lines: readonly string[], values: Values, out: string[]): void {
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const directive = line.trim();
    if (!directive.startsWith('#')) {
      out.push(substitute(line, values));
      continue;
    }
    const { body, otherwise, end } = block(lines, i);
    const [word, ...rest] = directive.slice(1).split(/\s+/);
    if (word === 'for') for (const scope of scopes(rest, values, directive)) expandLines(body, scope, out);
    else if (word === 'if') expandLines(holds(rest[0] ?? '', values) ? body : otherwise, values, out);
    else throw new Error(`A kernel has the unknown directive "${directive}".`);
    i = end;
  }
}

/** The lines between the directive at `start` and its `#else` and `#end`. */
function block(lines: readonly string[], start: number): { body: string[]; otherwise: string[]; end: number } {
  let depth = 0;
  let middle = -1;
  for (let i = start + 1; i < lines.length; i++) {
    const line = (lines[i] as string).trim();
    if (line.startsWith('#for') || line.startsWith('#if')) depth++;
    else if (line === '#else' && depth === 0) middle = i;
    else if (line === '#end' && depth-- === 0) {
      const body = lines.slice(start + 1, middle < 0 ? i : middle);
      return { body, otherwise: middle < 0 ? [] : lines.slice(middle + 1, i), end: i };
    }
  }
  throw new Error(`A kernel's "${lines[start]?.trim()}" has no #end.`);
}

function* scopes([name, ...rest]: string[], values: Values, directive: string): Generator<Values> {
  if (!name) throw new Error(`A kernel's "${directive}" names no variable.`);
  if (rest[0] === 'in') {
    const list = lookUp(rest[1] ?? '', values);
    if (!Array.isArray(list)) throw new Error(`A kernel's "${directive}" does not name a list.`);
    for (const [index, item] of list.entries()) yield { ...values, [name]: item, [`${name}.index`]: index };
    return;
  }
  const count = /^\d+$/.test(rest[0] ?? '') ? Number(rest[0]) : lookUp(rest[0] ?? '', values);
  if (typeof count !== 'number') throw new Error(`A kernel's "${directive}" has no count.`);
  for (let i = 0; i < count; i++) yield { ...values, [name]: i };
}

function holds(name: string, values: Values): boolean {
  if (name.startsWith('!')) return !holds(name.slice(1), values);
  return lookUp(name, values) !== false && lookUp(name, values) !== 0;
}

function substitute(line: string, values: Values): string {
  return line.replace(/\$\{([^}]+)\}/g, (_, name: string) => String(lookUp(name, values)));
}

function lookUp(name: string, values: Values): TemplateValue {
  const value = values[name];
  if (value === undefined) throw new Error(`A kernel uses "${name}", which has no value.`);
  return value;
}
