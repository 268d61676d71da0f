import { z } from 'zod';
import { type AdresseDuFoyer, adresseOf, allocatairesOf, cleDuFoyer, type EnfantDuFoyer, enfantsOf } from '../foyer.ts';
import { type ContexteLecture, dataOf, feuille, type Lecture, lue, refusIdentite, sansVides } from '../lecture.ts';
import { ETAT_CIVIL_DSS, type RouteApi, UN_JOUR } from '../route.ts';

/** The household as the CAF or the MSA knows it. Amounts of the quotient are whole euros, as they give them. */
export type Foyer = {
  readonly quotient?: { readonly valeur: number; readonly fournisseur: 'CNAF' | 'MSA'; readonly mois: string };
  readonly enfants: readonly EnfantDuFoyer[];
  readonly adresse?: AdresseDuFoyer;
};

export const quotientFamilial: RouteApi<Foyer> = {
  id: 'quotient_familial',
  detenteur: 'la CAF ou la MSA',
  presentation: 'Votre quotient familial, vos enfants à charge et votre adresse',
  fournisseur: 'dss',
  chemins: {
    france_connect: '/v3/dss/quotient_familial/france_connect',
    identite: '/v3/dss/quotient_familial/identite',
  },
  etatCivil: ETAT_CIVIL_DSS,
  parametres: { obligatoires: [], facultatifs: ['annee', 'mois'] },
  scopes: ['cnaf_quotient_familial', 'cnaf_allocataires', 'cnaf_enfants', 'cnaf_adresse'],
  parties: [
    { donnees: ['valeur', 'mois'], scopes: ['cnaf_quotient_familial'], nom: 'votre quotient familial' },
    { donnees: ['enfants'], scopes: ['cnaf_enfants'], nom: 'vos enfants à charge' },
    { donnees: ['adresse'], scopes: ['cnaf_adresse'], nom: 'votre adresse' },
    { donnees: [], scopes: ['cnaf_allocataires'] },
  ],
  cacheSecondes: UN_JOUR,
  donnees: ['valeur', 'mois', 'enfants', 'adresse'],
  lire,
};

const schema = z.object({
  ...cleDuFoyer,
  quotient_familial: feuille(
    z.object({
      fournisseur: z.enum(['CNAF', 'MSA']),
      valeur: z.number().int().min(0).max(100_000),
      annee: z.number().int().min(2000).max(2100),
      mois: z.number().int().min(1).max(12),
    }),
  ),
});

/** Months after which a quotient is too old to decide on. */
const QUOTIENT_MAX_AGE = 3;

function lire(body: unknown, contexte: ContexteLecture): Lecture<Foyer> {
  const data = dataOf(schema, body);
  if (!data) return { type: 'illisible' };
  const refus = refusIdentite(allocatairesOf(data.allocataires), contexte);
  if (refus) return refus;
  const quotient = data.quotient_familial;
  const enfants = enfantsOf(data.enfants, contexte);
  const adresse = adresseOf(data.adresse);
  const age = quotient ? ageInMonths(quotient, contexte) : undefined;
  const recent = age !== undefined && age >= 0 && age <= QUOTIENT_MAX_AGE;
  if (enfants.length === 0 && !adresse && !recent) {
    return quotient && age !== undefined && age > QUOTIENT_MAX_AGE
      ? { type: 'perimee', mois: moisOf(quotient) }
      : { type: 'masquee' };
  }
  return lue({
    enfants,
    ...sansVides({ adresse }),
    ...(quotient && recent
      ? { quotient: { valeur: quotient.valeur, fournisseur: quotient.fournisseur, mois: moisOf(quotient) } }
      : {}),
  });
}

/** Against the month asked for, when an older one was: else against today. */
function ageInMonths(
  { annee, mois }: { annee: number; mois: number },
  { aujourdhui, parametres }: ContexteLecture,
): number {
  const year = Number(parametres['annee'] ?? aujourdhui.year);
  const month = Number(parametres['mois'] ?? aujourdhui.month);
  return (year - annee) * 12 + (month - mois);
}

function moisOf({ annee, mois }: { annee: number; mois: number }): string {
  return `${annee}-${String(mois).padStart(2, '0')}`;
}
