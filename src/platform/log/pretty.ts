import type { Plain } from './redact.ts';

/** One log line for a human: `09:12:03 INFO  dossier submitted  dossierId=42`, an error's frames below it. */
export function prettyLine(line: Plain): string {
  if (typeof line !== 'object' || line === null || Array.isArray(line)) return `${JSON.stringify(line)}\n`;
  const { time, level, msg, err, ...fields } = line as Readonly<Record<string, Plain>>;
  const hour = typeof time === 'string' ? time.slice(11, 19) : '--:--:--';
  const label = String(level ?? '')
    .toUpperCase()
    .padEnd(5);
  const facts = Object.entries(fields).map(([key, value]) => `${key}=${fact(value)}`);
  return `${[`${hour} ${label} ${msg ?? ''}`, ...facts].join('  ')}\n${err ? errorLines(err, '    ') : ''}`;
}

function fact(value: Plain): string {
  return typeof value === 'string' && !/\s/.test(value) ? value : JSON.stringify(value);
}

function errorLines(error: Plain, indent: string): string {
  if (typeof error !== 'object' || error === null || Array.isArray(error)) return `${indent}${fact(error)}\n`;
  const { type, says, stack, cause, errors, ...facts } = error as Readonly<Record<string, Plain>>;
  const details = Object.entries(facts).map(([key, value]) => ` ${key}=${fact(value)}`);
  const frames = Array.isArray(stack) ? stack.map((frame) => `${indent}  ${frame}\n`) : [];
  const nested = [...(cause ? [cause] : []), ...(Array.isArray(errors) ? errors : [])];
  return [
    `${indent}${type ?? 'Error'}${says ? `: ${says}` : ''}${details.join('')}\n`,
    ...frames,
    ...nested.map((inner) => errorLines(inner, `${indent}  `)),
  ].join('');
}
