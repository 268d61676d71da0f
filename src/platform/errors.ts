/**
 * The closed set of exceptions for a broken assumption. They are mapped to HTTP in one place
 * (platform/http/errors.ts). What a user can correct is never thrown: it is a `Result`.
 * `message` is French and may be shown; it never holds personal data.
 */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** Also thrown when something exists but the caller may not know that it does. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** Somebody else changed the same thing meanwhile, or the state no longer allows the action. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** A service on which this action depends does not answer. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
