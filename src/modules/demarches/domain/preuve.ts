import { createHmac } from 'node:crypto';
import type { Reponses, Valeur } from './valeur.ts';

/** One answer as the receipt can show it: with its salt, its digest in the journal can be checked. */
export type ReponseProuvee = { readonly nom: string; readonly salt: string; readonly valeur: Valeur };

/**
 * Every answer with a salt of its own, all drawn from the one secret of the deposit: erasing that secret erases every
 * link between the journal and the answers at once. In the order of their names.
 *
 * @param sel 32 random bytes of this deposit.
 */
export function reponsesProuvees(reponses: Reponses, sel: Uint8Array): readonly ReponseProuvee[] {
  return Object.entries(reponses)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([nom, valeur]) => ({ nom, salt: createHmac('sha256', sel).update(nom).digest('hex'), valeur }));
}
