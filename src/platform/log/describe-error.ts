import { Conflict, Forbidden, NotFound, Unavailable } from '../errors.ts';

/** What a log says of an error. `says` is its message, only when that message cannot hold anybody's data. */
export type ErrorDescription = {
  readonly type: string;
  readonly says?: string;
  readonly [fact: string]: unknown;
  /** Where, one line a frame, without the message. */
  readonly stack?: readonly string[];
  readonly cause?: ErrorDescription;
  readonly errors?: readonly ErrorDescription[];
};

export type DescribeError = (error: unknown) => ErrorDescription;

/** @param shown also says the messages that may hold data: on a developer's machine only. */
export function errorDescriber(shown: boolean): DescribeError {
  const describe = (error: unknown, depth: number): ErrorDescription => {
    if (!isError(error)) return { type: error === null ? 'null' : typeof error };
    const says = shown || isSafe(error) ? error.message : undefined;
    return {
      type: typeOf(error),
      ...(says ? { says } : {}),
      ...factsOf(error),
      stack: framesOf(error),
      ...(isError(error.cause) && depth < DEEPEST ? { cause: describe(error.cause, depth + 1) } : {}),
      ...(error instanceof AggregateError && depth < DEEPEST
        ? { errors: error.errors.slice(0, 10).map((inner: unknown) => describe(inner, depth + 1)) }
        : {}),
    };
  };
  return (error) => describe(error, 0);
}

const DEEPEST = 4;

/** Also true of an error from another realm (a worker, a test runner's sandbox), which `instanceof` misses. */
export function isError(value: unknown): value is Error {
  return Error.isError(value);
}

/**
 * Messages in which nobody's data can be: those of the closed set of exceptions, by its own rule, and those that the
 * engine composes from the names in our source alone.
 */
function isSafe(error: Error): boolean {
  const ours = [Conflict, Forbidden, NotFound, Unavailable].some((known) => error instanceof known);
  return ours || ((error instanceof TypeError || error instanceof ReferenceError) && ENGINE.test(error.message));
}

const ENGINE =
  /^(?:Cannot (?:read|set) properties of (?:undefined|null) \((?:reading|setting) '\w+'\)|[\w.$()]+ is not (?:a function|defined|iterable|a constructor)|Assignment to constant variable\.)$/;

function typeOf(error: Error): string {
  const own = error.constructor?.name;
  return own && own !== 'Error' ? own : identifier(error.name) ? error.name : 'Error';
}

/** The facts of a system or PostgreSQL error that name our own things. Its `detail`, `where`… hold values. */
const FACTS = ['errno', 'syscall', 'statusCode', 'severity', 'schema', 'table', 'column', 'constraint', 'routine'];

function factsOf(error: Error): Record<string, string | number> {
  const read = new Map<string, unknown>(Object.entries(error));
  const facts = FACTS.map((fact) => [fact, read.get(fact)] as const);
  return Object.fromEntries(
    [['errorCode', read.get('code')] as const, ...facts].filter((fact): fact is [string, string | number] => {
      const [, value] = fact;
      return typeof value === 'number' || identifier(value);
    }),
  );
}

/** A name given by a programmer, as opposed to a value typed by somebody. */
function identifier(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,63}$/.test(value);
}

/** Only whole frames: the stack begins with the message, on as many lines as it has. */
function framesOf(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  const message = new Set(error.message.split('\n').map((line) => line.trim()));
  return lines.filter((line) => FRAME.test(line) && !message.has(line)).slice(0, 20);
}

const FRAME =
  /^at (?:(?:async |new )?[\w.$<># [\]]+ \()?(?:file:\/\/|node:|\/|[A-Za-z]:\\|<anonymous>|native)[^()]*\)?$/;
