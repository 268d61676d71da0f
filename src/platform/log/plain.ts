import { type DescribeError, isError } from './describe-error.ts';
import type { Plain } from './redact.ts';

const DEEPEST = 6;
const LONGEST_LIST = 50;

/**
 * What can be written of a live value: plain objects, lists, numbers, texts. An error becomes its description, bytes
 * their count, and an instance of a class only its class: a socket or a request drags half the process with it.
 */
export function toPlain(value: unknown, describeError: DescribeError, depth = 0): Plain {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? null : objectToPlain(value, describeError, depth);
    default:
      return `[${typeof value}]`;
  }
}

function objectToPlain(value: object, describeError: DescribeError, depth: number): Plain {
  if (isError(value)) return toPlain(describeError(value), describeError, depth);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} octets]`;
  if (depth >= DEEPEST) return '[…]';
  const inner = (item: unknown): Plain => toPlain(item, describeError, depth + 1);
  if (Array.isArray(value) || value instanceof Set) return listToPlain([...value], inner);
  if (value instanceof Map) return listToPlain([...value], inner);
  if ('toJSON' in value && typeof value.toJSON === 'function') return inner(value.toJSON());
  if (!isRecord(value)) return `[${value.constructor?.name ?? 'objet'}]`;
  const known = Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== 'function');
  return Object.fromEntries(known.map(([key, item]) => [key, inner(item)]));
}

function listToPlain(list: readonly unknown[], inner: (item: unknown) => Plain): Plain {
  const shown = list.slice(0, LONGEST_LIST).map(inner);
  return list.length > LONGEST_LIST ? [...shown, `[${list.length - LONGEST_LIST} de plus]`] : shown;
}

function isRecord(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
