import type { Email } from './email.ts';

/**
 * « Vouliez-vous dire… ? » for a domain one slip away from a provider that many people in France use: one letter
 * missing, added, wrong or swapped with its neighbour. A suggestion only, never a correction: the address may be right.
 */
export function suggestEmail(email: Email): Email | undefined {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  if (COMMON.has(domain) || ALSO_REAL.has(domain)) return undefined;
  const meant = FURTHER.get(domain) ?? [...COMMON].find((common) => isOneSlipAway(domain, common));
  // The local part is untouched and the domain is one of ours: still an address.
  return meant === undefined ? undefined : (`${email.slice(0, at)}@${meant}` as string as Email);
}

/** Optimal string alignment distance of exactly 1. */
function isOneSlipAway(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start++;
  const restOfTyped = typed.slice(start);
  const restOfMeant = meant.slice(start);
  return (
    restOfTyped.slice(1) === restOfMeant || // one added
    restOfTyped === restOfMeant.slice(1) || // one missing
    restOfTyped.slice(1) === restOfMeant.slice(1) || // one wrong
    (restOfTyped.slice(2) === restOfMeant.slice(2) &&
      restOfTyped[0] === restOfMeant[1] &&
      restOfTyped[1] === restOfMeant[0]) // two swapped
  );
}

/** Most frequent first: the first that fits is suggested. */
const COMMON: ReadonlySet<string> = new Set([
  'gmail.com',
  'orange.fr',
  'hotmail.fr',
  'hotmail.com',
  'wanadoo.fr',
  'free.fr',
  'laposte.net',
  'outlook.fr',
  'outlook.com',
  'yahoo.fr',
  'yahoo.com',
  'sfr.fr',
  'live.fr',
  'icloud.com',
  'bbox.fr',
  'neuf.fr',
  'numericable.fr',
  'protonmail.com',
  'club-internet.fr',
  'aliceadsl.fr',
]);

/** Real domains that are one slip away from a common one. */
const ALSO_REAL: ReadonlySet<string> = new Set(['ymail.com', 'mail.com', 'email.com', 'yahoo.gr', 'hotmail.gr']);

/** Further than one slip, and domains where usagers have no mailbox. */
const FURTHER: ReadonlyMap<string, string> = new Map([
  ['gmail.fr', 'gmail.com'],
  ['icloud.fr', 'icloud.com'],
  ['wanadoo.com', 'wanadoo.fr'],
]);
