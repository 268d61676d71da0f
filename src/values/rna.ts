import type { Brand } from './brand.ts';
import { NBSP, removeSeparators } from './french.ts';
import { ok, type Result, refuse } from './result.ts';

/** The number of an association in the national register: a W and nine characters, `W863000019`, `W2A1000027`. */
export type Rna = Brand<string, 'Rna'>;

/** Tolerates spaces, dots, hyphens and small letters. It has no key: only the register knows whether it exists. */
export function parseRna(input: string): Result<Rna> {
  const text = removeSeparators(input).toUpperCase();
  if (text === '') return refuse(`Indiquez le numéro RNA, par exemple ${EXAMPLE}.`);
  if (/^W\d[\dA-Z]\d{7}$/.test(text)) return ok(text as Rna);
  if (/^\d{9}(\d{5})?$/.test(text)) {
    return refuse(
      `Ce numéro est un SIREN ou un SIRET. Le numéro RNA commence par un W${NBSP}: par exemple ${EXAMPLE}.`,
    );
  }
  return refuse(`Le numéro RNA commence par un W, suivi de neuf caractères. Exemple${NBSP}: ${EXAMPLE}.`);
}

const EXAMPLE = 'W863000019';
