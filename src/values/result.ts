/**
 * The outcome of something that the user can correct. `error` is a complete French sentence, ready to stand
 * beside the field; a broken assumption is an exception instead (see platform/errors.ts).
 */
export type Result<T, E = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** For a value that the code itself writes (a constant, a fixture) or has already checked. Never for what a user typed. */
export function orThrow<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new TypeError(`A value that was taken for granted was refused: ${JSON.stringify(result.error)}`);
}
