import { z } from 'zod';
import { dataOf, feuille, jour, type Lecture, lue, notAfter, refusIdentite, sansVides } from '../lecture.ts';
import { ETAT_CIVIL_DSS, type RouteApi, UNE_HEURE } from '../route.ts';

export type AllocationEnfantHandicape = {
  /** The parent who is paid, or the child who opens the right. */
  readonly statut: 'allocataire' | 'ouvrant_droit' | 'non_beneficiaire';
  readonly beneficiaire: boolean;
  readonly depuis?: string;
};

/** AEEH. */
export const allocationEnfantHandicape: RouteApi<AllocationEnfantHandicape> = {
  id: 'allocation_enfant_handicape',
  detenteur: 'la CAF ou la MSA',
  presentation: 'Si vous recevez l’allocation d’éducation de l’enfant handicapé (AEEH), et depuis quand',
  fournisseur: 'dss',
  chemins: {
    france_connect: '/v3/dss/allocation_enfant_handicape/france_connect',
    identite: '/v3/dss/allocation_enfant_handicape/identite',
  },
  etatCivil: ETAT_CIVIL_DSS,
  scopes: ['cnav_allocation_enfant_handicape'],
  cacheSecondes: UNE_HEURE,
  donnees: ['statut', 'beneficiaire', 'depuis'],
  lire(body, contexte): Lecture<AllocationEnfantHandicape> {
    const data = dataOf(schema, body);
    if (!data) return { type: 'illisible' };
    const refus = refusIdentite(undefined, contexte);
    if (refus) return refus;
    if (!data.status) return { type: 'masquee' };
    const beneficiaire = data.status !== 'non_beneficiaire';
    const depuis = beneficiaire ? notAfter(data.date_debut_droit, contexte.aujourdhui) : undefined;
    return lue({ statut: data.status, beneficiaire, ...sansVides({ depuis }) });
  },
};

const schema = z.object({
  status: feuille(z.enum(['allocataire', 'ouvrant_droit', 'non_beneficiaire'])),
  date_debut_droit: feuille(jour),
});
