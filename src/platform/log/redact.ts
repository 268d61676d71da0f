import { redactedKeys, redactedPatterns, redactedWords } from './redacted-paths.ts';

export const REDACTED = '[masqué]';

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A copy of `value` without what `redacted-paths.ts` lists, neither under a telling key nor inside a text. */
export function redact(value: Plain): Plain {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(redact);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const { name, telling } = judge(key);
      return [name, telling ? hide(inner) : redact(inner)];
    }),
  );
}

/** Longer texts are cut: nothing that explains a failure needs more, and it bounds the work of the patterns. */
const LONGEST_TEXT = 2_000;

function redactText(text: string): string {
  const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return redactedPatterns.reduce((clean, pattern) => clean.replace(pattern, REDACTED), cut);
}

/** That there was nothing is not personal, and often explains the failure. */
function hide(value: Plain): Plain {
  return value === null || value === '' ? value : REDACTED;
}

function isList(value: object): value is readonly Plain[] {
  return Array.isArray(value);
}

const TELLING = new RegExp(` (?:${redactedWords.join('|')}) |^ (?:${redactedKeys.join('|')}) $`);

type Verdict = { readonly name: string; readonly telling: boolean };

/** Few distinct keys are ever logged, but a key may come from outside: the memory is bounded. */
const verdicts = new Map<string, Verdict>();
const MOST_VERDICTS = 2_000;

function judge(key: string): Verdict {
  const known = verdicts.get(key);
  if (known) return known;
  const verdict = { name: redactText(key), telling: TELLING.test(` ${wordsOf(key).join(' ')} `) };
  if (verdicts.size < MOST_VERDICTS) verdicts.set(key, verdict);
  return verdict;
}

/** `dateDeNaissance`, `DATE_DE_NAISSANCE`, `date-de-naissance`, `Date de naissance` → date, de, naissance. */
function wordsOf(key: string): string[] {
  return key
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
}
