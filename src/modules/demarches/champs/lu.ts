import type { Erreurs } from '../domain/champ.ts';
import type { Valeur } from '../domain/valeur.ts';

/** What a parser answers: understood, nothing typed, or refused with a sentence for one partie of the champ. */
export function lu<V extends Valeur>(valeur: V): { readonly ok: true; readonly valeur: V } {
  return { ok: true, valeur };
}

export const VIDE = { ok: true, valeur: undefined } as const;

export function refus(message: string, partie = ''): { readonly ok: false; readonly erreurs: Erreurs } {
  return { ok: false, erreurs: { [partie]: message } };
}

/** The refusal of several parties at once. */
export function refusDe(erreurs: Erreurs): { readonly ok: false; readonly erreurs: Erreurs } {
  return { ok: false, erreurs };
}
