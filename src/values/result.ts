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
