import type { Refusal } from './definition.ts';

type Check = (value: string) => boolean;

interface ParameterRules {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
  /** The provider's code for a parameter that is missing, malformed or unknown. */
  readonly code: string;
}

/** Both providers refuse, on a page of their own, any parameter outside a list: this is that refusal. */
export function checkParameters(
  params: URLSearchParams,
  { required, optional, code }: ParameterRules,
): Refusal | undefined {
  for (const name of Object.keys(required)) {
    if (!params.has(name)) {
      return { code, detail: `paramètre ${name} manquant` };
    }
  }
  const known = { ...required, ...optional };
  for (const name of new Set(params.keys())) {
    const check = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!check) {
      return { code, detail: `paramètre ${name} refusé` };
    }
    const values = params.getAll(name);
    if (values.length > 1 || !check(values[0] ?? '')) {
      return { code, detail: `paramètre ${name} invalide` };
    }
  }
  return undefined;
}

export const anything: Check = () => true;
export const filled: Check = (value) => value !== '';

export function oneOf(...values: readonly string[]): Check {
  return (value) => values.includes(value);
}

/** Words separated by one space, each of them known. */
export function wordsAmong(...words: readonly string[]): Check {
  return (value) => value.split(' ').every((word) => words.includes(word));
}

export function atLeast(length: number): Check {
  return (value) => value.length >= length;
}
