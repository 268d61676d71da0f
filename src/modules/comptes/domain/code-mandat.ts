import type { Random } from '../../../platform/random.ts';
import { ok, type Result, refuse } from '../../../values/result.ts';

/** Six digits, each code as likely as another: read aloud by the person to their aidant. */
export function newCode(random: Random): string {
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  const drawn = (a << 16) | (b << 8) | c;
  // The last ones would favour small codes: drawn again.
  return drawn < 16_000_000 ? String(drawn % 1_000_000).padStart(6, '0') : newCode(random);
}

/** As people copy it: « 123 456 », « 123-456 ». */
export function parseCode(typed: string): Result<string> {
  const code = typed.replace(/[\s.-]/g, '');
  return /^\d{6}$/.test(code)
    ? ok(code)
    : refuse('Écrivez les six chiffres que la personne vous a donnés, par exemple 123\u00a0456.');
}
