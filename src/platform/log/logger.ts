import pino from 'pino';
import { errorDescriber, isError } from './describe-error.ts';
import { describeRequest, describeResponse } from './describe-request.ts';
import { toPlain } from './plain.ts';
import { prettyLine } from './pretty.ts';
import { type Plain, REDACTED, redact } from './redact.ts';

/** `logger.info({ dossierId }, 'dossier submitted')`: ids in the fields, a constant sentence as the message. */
export type Logger = pino.Logger;

export type LoggerOptions = {
  readonly level: pino.LevelWithSilent;
  /** `pretty`: lines for a human in development. `json`: one object a line, for machines. */
  readonly format: 'json' | 'pretty';
  /**
   * The message of an error often quotes the value that caused it. `shown` is for a developer's machine, where the
   * people are invented; elsewhere an error says its type, its code and where it happened.
   */
  readonly errorMessages?: 'hidden' | 'shown';
  /** Standard output by default. */
  readonly destination?: { write(line: string): void };
};

/**
 * The only logger there is; Fastify and the jobs use it too. Whatever it is given, by whatever way (fields, children,
 * serialisers of others), each line passes through `redact` just before it is written.
 */
export function createLogger(options: LoggerOptions): Logger {
  const describeError = errorDescriber(options.errorMessages === 'shown');
  const output = options.destination ?? pino.destination({ dest: 1, sync: true });
  const format = options.format === 'pretty' ? prettyLine : (line: Plain) => `${JSON.stringify(line)}\n`;
  const serializers = {
    req: describeRequest,
    res: describeResponse,
    err: (error: unknown) => toPlain(describeError(error), describeError),
  };
  const plainFields = (fields: Fields) => fieldsToPlain(fields, serializers, (value) => toPlain(value, describeError));

  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers,
      formatters: {
        level: (label) => ({ level: label }),
        log: plainFields,
      },
      hooks: {
        logMethod(args, method) {
          method.apply(this, withSafeMessage(args));
        },
      },
    },
    { write: (line) => output.write(format(redact(parsed(line)))) },
  );
  return withPlainChildren(logger, plainFields);
}

type Fields = Record<string, unknown>;

/** Pino's formatters do not reach the fields of a child: they are made plain as they come in. Children inherit this. */
function withPlainChildren(logger: Logger, plainFields: (fields: Fields) => Fields): Logger {
  const { child } = logger;
  const plainChild = function (this: Logger, fields: Fields, options?: pino.ChildLoggerOptions): Logger {
    return Reflect.apply(child, this, [plainFields(fields), options]);
  };
  return Object.assign(logger, { child: plainChild });
}

/** Fields that have a serialiser are left to it, alive. */
function fieldsToPlain(fields: Fields, serializers: object, plain: (value: unknown) => Plain): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, key in serializers ? value : plain(value)]),
  );
}

type LogArguments = Parameters<pino.LogFn>;

/**
 * Pino and Fastify take the message of an error as the message of the line: its type stands there instead. And a
 * text put into a message by `%s` is redacted: what varies belongs in the fields, which say what they are.
 */
function withSafeMessage(args: LogArguments): LogArguments {
  const [first, ...rest] = args as readonly unknown[];
  if (typeof first === 'string') return asArguments([first, ...rest.map(hideText)]);
  const [message, ...values] = rest;
  const error = isError(first) ? first : errorIn(first);
  const own = typeof message === 'string' && message !== error?.message ? message : undefined;
  const text = own ?? error?.constructor.name;
  const fields = isError(first) ? { err: first } : first;
  return asArguments([fields, ...(text === undefined ? [] : [text]), ...values.map(hideText)]);
}

/** Pino types its arguments for its callers, by the placeholders of a constant message; here any call passes. */
function asArguments(args: readonly unknown[]): LogArguments {
  return args as unknown as LogArguments;
}

function hideText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? value : REDACTED;
}

function errorIn(fields: unknown): Error | undefined {
  const held = typeof fields === 'object' && fields !== null && 'err' in fields ? fields.err : undefined;
  return isError(held) ? held : undefined;
}

/** A line that cannot be read cannot be redacted: it is not written. */
function parsed(line: string): Plain {
  try {
    return JSON.parse(line) as Plain;
  } catch {
    return { level: 'error', msg: 'a log line was dropped: it is not JSON, so it cannot be redacted' };
  }
}
