/**
 * JSON that loses nothing of plain data: JSON itself turns -0 into 0, NaN and infinities into null, and typed arrays
 * into objects. Here -0 stays a number literal, and the others become tagged objects that `decodeJson` turns back.
 */

type TypedArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

const TYPED_ARRAYS: Readonly<Record<string, new (values: number[]) => TypedArray>> = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
};

const NUMBER_TAG = '$number';
const ARRAY_TAG = '$typedArray';

/** `value` as one line of JSON. Throws a TypeError for what is not plain data (functions, maps, class instances). */
export function encodeJson(value: unknown): string {
  switch (typeof value) {
    case 'number':
      if (Object.is(value, -0)) return '-0';
      return Number.isFinite(value) ? String(value) : `{"${NUMBER_TAG}":"${value}"}`;
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(encodeJson).join(',')}]`;
      return encodeObject(value);
    default:
      throw new TypeError(`A value of type ${typeof value} cannot be written as JSON.`);
  }
}

function encodeObject(value: object): string {
  const type = value.constructor?.name ?? 'Object';
  if (TYPED_ARRAYS[type] && ArrayBuffer.isView(value)) {
    return `{"${ARRAY_TAG}":"${type}","values":${encodeJson(Array.from(value as TypedArray))}}`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`A ${type} cannot be written as JSON; only plain data can.`);
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${encodeJson(field)}`).join(',')}}`;
}

/** What `encodeJson` wrote. Throws a SyntaxError for what is not JSON. */
export function decodeJson(text: string): unknown {
  return JSON.parse(text, (_name, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    const record = value as Record<string, unknown>;
    if (typeof record[NUMBER_TAG] === 'string') return Number(record[NUMBER_TAG]);
    const type = record[ARRAY_TAG];
    if (typeof type === 'string' && Array.isArray(record.values)) {
      const Type = TYPED_ARRAYS[type];
      if (!Type) throw new SyntaxError(`There is no typed array called "${type}".`);
      return new Type(record.values.map(Number));
    }
    return value;
  });
}
