import type { Brand } from './brand.ts';
import { NBSP, quote, removeSeparators } from './french.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * The 5 digits that La Poste sorts by (norme NF Z10-011). No département is derived from it: some communes get their
 * post from the next département, and Corsica keeps `20xxx`.
 */
export type CodePostal = Brand<string, 'CodePostal'>;

/** Tolerates spaces. Accepts CEDEX codes, the armies' `00xxx` (from memory) and Monaco's `980xx`; checks the form, not the existence. */
export function parseCodePostal(input: string): Result<CodePostal> {
  const digits = removeSeparators(input);
  if (digits === '') return refuse(`Indiquez le code postal, par exemple ${EXAMPLE}.`);
  if (!/^\d+$/.test(digits)) return refuse(`Le code postal ne contient que des chiffres, par exemple ${EXAMPLE}.`);
  if (digits.length !== 5)
    return refuse(`Le code postal a 5 chiffres, vous en avez saisi ${digits.length}. Exemple${NBSP}: ${EXAMPLE}.`);
  if (/^9[69]/.test(digits))
    return refuse(`Aucun code postal français ne commence par ${digits.slice(0, 2)}. Exemple${NBSP}: ${EXAMPLE}.`);
  return ok(digits as CodePostal);
}

const EXAMPLE = quote('86000');
