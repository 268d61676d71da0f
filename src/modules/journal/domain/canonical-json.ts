import { ok, type Result, refuse } from '../../../values/result.ts';

/** What JSON can hold, and nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

/** Deeper than any document we make; keeps a hostile file from exhausting the stack. */
const DEEPEST = 64;

/**
 * The canonical text of a JSON value (RFC 8785, JCS): one value has exactly one text, so that it can be hashed and
 * signed. Numbers and strings are written as ECMAScript writes them, which is what the RFC prescribes; names are
 * sorted by UTF-16 code units, which is how JavaScript compares strings.
 *
 * @throws TypeError when the value is not JSON: undefined, NaN, a lone surrogate, a Date, a cycle…
 */
export function canonicalJson(value: unknown): string {
  const written = tryCanonicalJson(value);
  if (!written.ok) throw new TypeError(written.error);
  return written.value;
}

/** The same, with the refusal (in English, with the path of the culprit) as a value. */
export function tryCanonicalJson(value: unknown): Result<string> {
  try {
    return ok(write(value, '', 0));
  } catch (error) {
    if (error instanceof NotJson) return refuse(error.message);
    throw error;
  }
}

class NotJson extends Error {}

function write(value: unknown, path: string, depth: number): string {
  if (depth > DEEPEST) throw new NotJson(`Nested too deep or cyclic: ${path}`);
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return writeNumber(value, path);
    case 'string':
      return writeString(value, path);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return writeArray(value, path, depth);
      return writeObject(value, path, depth);
    default:
      throw new NotJson(`Not JSON (${typeof value}): ${path}`);
  }
}

function writeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new NotJson(`Not a finite number: ${path}`);
  return JSON.stringify(value);
}

function writeString(value: string, path: string): string {
  if (!value.isWellFormed()) throw new NotJson(`Lone surrogate: ${path}`);
  return JSON.stringify(value);
}

function writeArray(values: readonly unknown[], path: string, depth: number): string {
  // Array.from visits the holes of a sparse array, which are then refused as undefined.
  return `[${Array.from(values, (value, index) => write(value, `${path}/${index}`, depth + 1)).join(',')}]`;
}

function writeObject(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotJson(`Not a plain object: ${path}`);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${writeString(name, path)}:${write(member, `${path}/${name}`, depth + 1)}`);
  return `{${members.join(',')}}`;
}
