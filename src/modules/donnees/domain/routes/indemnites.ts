import { z } from 'zod';
import { dataOf, feuille, jour, type Lecture, liste, lue } from '../lecture.ts';
import type { RouteApi } from '../route.ts';

export type Indemnites = {
  /** Newest first; amounts in cents. */
  readonly paiements: readonly { readonly date: string; readonly total: number; readonly allocations?: number }[];
};

/**
 * What France Travail paid. The answer holds no name, only the login that was typed: it can be shown beside a document,
 * and never certifies anything by itself.
 */
export const indemnites: RouteApi<Indemnites> = {
  id: 'indemnites',
  detenteur: 'France Travail',
  presentation: 'Les indemnités que France Travail vous a versées',
  fournisseur: 'france_travail',
  chemins: { identifiant: '/v3/france_travail/indemnites/identifiant' },
  scopes: ['pole_emploi_paiements'],
  cacheSecondes: 0,
  donnees: ['paiements'],
  lire(body, contexte): Lecture<Indemnites> {
    const data = dataOf(schema, body);
    if (!data) return { type: 'illisible' };
    if (contexte.exigeIdentite) return { type: 'non_verifiable' };
    const asked = contexte.parametres['identifiant'];
    if (data.identifiant !== asked) return { type: 'autre_personne' };
    if (!data.paiements) return { type: 'masquee' };
    const today = contexte.aujourdhui.toString();
    const paiements = data.paiements
      .filter(({ date_versement }) => date_versement <= today)
      .map(({ date_versement, montant_total, montant_allocations }) => ({
        date: date_versement,
        total: cents(montant_total),
        ...(typeof montant_allocations === 'number' ? { allocations: cents(montant_allocations) } : {}),
      }))
      .toSorted((a, b) => b.date.localeCompare(a.date));
    return lue({ paiements });
  },
};

const montant = z.number().min(0).max(1_000_000);
const schema = z.object({
  identifiant: feuille(z.string().max(100)),
  paiements: liste(
    z.object({ date_versement: jour, montant_total: montant, montant_allocations: feuille(montant) }),
    200,
  ),
});

function cents(euros: number): number {
  return Math.round(euros * 100);
}
