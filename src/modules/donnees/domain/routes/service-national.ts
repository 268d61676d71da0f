import { z } from 'zod';
import { dataOf, feuille, type Lecture, lue, refusIdentite } from '../lecture.ts';
import type { RouteApi } from '../route.ts';

export type ServiceNational = {
  readonly statut: 'en_regle' | 'pas_en_regle' | 'indetermine' | 'non_concerne';
  /** « Indeterminate » says neither yes nor no: then it is absent. */
  readonly enRegle?: boolean;
};

export const serviceNational: RouteApi<ServiceNational> = {
  id: 'service_national',
  detenteur: 'la direction du service national et de la jeunesse',
  presentation: 'Votre situation au regard du service national',
  fournisseur: 'dsnj',
  chemins: {
    france_connect: '/v3/dsnj/service_national/france_connect',
    identite: '/v3/dsnj/service_national/identite',
  },
  etatCivil: { obligatoires: ['date', 'sexe', 'pays'], facultatives: ['commune'] },
  scopes: ['dsnj_statut_service_national'],
  cacheSecondes: 0,
  donnees: ['statut', 'enRegle'],
  lire(body, contexte): Lecture<ServiceNational> {
    const data = dataOf(schema, body);
    if (!data) return { type: 'illisible' };
    const refus = refusIdentite(undefined, contexte);
    if (refus) return refus;
    const { statut_service_national: statut } = data;
    if (!statut) return { type: 'masquee' };
    return lue(statut === 'indetermine' ? { statut } : { statut, enRegle: statut !== 'pas_en_regle' });
  },
};

const schema = z.object({
  statut_service_national: feuille(z.enum(['en_regle', 'pas_en_regle', 'indetermine', 'non_concerne'])),
});
