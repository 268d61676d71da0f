/**
 * Strict reading of parsed JSON. Written by hand rather than with a schema library: the single-file verifier carries
 * this code, and everything in it must be readable by whoever doubts it.
 */

/** The members of an object that has exactly these names, or undefined: an unknown field is refused like a missing one. */
export function membersOf<Name extends string>(
  value: unknown,
  names: readonly Name[],
): Readonly<Record<Name, unknown>> | undefined {
  if (!isPlainObject(value)) return undefined;
  if (Object.keys(value).length !== names.length || !names.every((name) => Object.hasOwn(value, name)))
    return undefined;
  return value as Record<Name, unknown>;
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A count or a position: a whole number, zero or more, exact in a double. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** RFC 3339 in UTC with milliseconds, the only spelling of an instant in the journal: `2026-11-24T09:00:00.000Z`. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false;
  // Not Temporal: the verifier also runs where it is absent. The round trip refuses 30 February and 24:00.
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
