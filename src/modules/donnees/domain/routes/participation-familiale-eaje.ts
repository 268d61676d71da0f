import { z } from 'zod';
import { type AdresseDuFoyer, adresseOf, allocatairesOf, cleDuFoyer, type EnfantDuFoyer, enfantsOf } from '../foyer.ts';
import { dataOf, feuille, type Lecture, lue, refusIdentite, sansVides } from '../lecture.ts';
import { ETAT_CIVIL_DSS, type RouteApi, UNE_HEURE } from '../route.ts';

/** What a crèche needs to compute what a family pays (« prestation de service unique »). */
export type ParticipationFamiliale = {
  readonly enfants: readonly EnfantDuFoyer[];
  readonly adresse?: AdresseDuFoyer;
  readonly enfantsACharge?: number;
  readonly enfantsAeeh?: number;
  /** Whole euros a year. */
  readonly ressourcesAnnuelles?: number;
  readonly anneeRessources?: number;
};

export const participationFamilialeEaje: RouteApi<ParticipationFamiliale> = {
  id: 'participation_familiale_eaje',
  detenteur: 'la CAF ou la MSA',
  presentation: 'Vos ressources annuelles, vos enfants à charge et votre adresse, pour calculer le tarif de la crèche',
  fournisseur: 'dss',
  chemins: {
    france_connect: '/v3/dss/participation_familiale_eaje/france_connect',
    identite: '/v3/dss/participation_familiale_eaje/identite',
  },
  etatCivil: ETAT_CIVIL_DSS,
  scopes: [
    'cnav_participation_familiale_eaje_allocataires',
    'cnav_participation_familiale_eaje_enfants',
    'cnav_participation_familiale_eaje_adresse',
    'cnav_participation_familiale_eaje_parametres_calcul',
  ],
  parties: [
    { donnees: ['enfants'], scopes: ['cnav_participation_familiale_eaje_enfants'], nom: 'vos enfants à charge' },
    { donnees: ['adresse'], scopes: ['cnav_participation_familiale_eaje_adresse'], nom: 'votre adresse' },
    {
      donnees: ['enfantsACharge', 'enfantsAeeh', 'ressourcesAnnuelles', 'anneeRessources'],
      scopes: ['cnav_participation_familiale_eaje_parametres_calcul'],
      nom: 'vos ressources annuelles et le nombre de vos enfants',
    },
    { donnees: [], scopes: ['cnav_participation_familiale_eaje_allocataires'] },
  ],
  cacheSecondes: UNE_HEURE,
  donnees: ['enfants', 'adresse', 'enfantsACharge', 'enfantsAeeh', 'ressourcesAnnuelles', 'anneeRessources'],
  lire(body, contexte): Lecture<ParticipationFamiliale> {
    const data = dataOf(schema, body);
    if (!data) return { type: 'illisible' };
    const refus = refusIdentite(allocatairesOf(data.allocataires), contexte);
    if (refus) return refus;
    const parametres = data.parametres_calcul_participation_familiale;
    const base = parametres?.base_ressources_annuelles;
    const enfants = enfantsOf(data.enfants, contexte);
    const known = sansVides({
      adresse: adresseOf(data.adresse),
      enfantsACharge: parametres?.nombre_enfants_a_charge,
      enfantsAeeh: parametres?.nombre_enfants_beneficiaire_aeeh,
      ressourcesAnnuelles: base?.valeur,
      anneeRessources: base?.annee_calcul,
    });
    if (enfants.length === 0 && Object.keys(known).length === 0) return { type: 'masquee' };
    return lue({ enfants, ...known });
  },
};

const nombre = z.number().int().min(0).max(30);

const schema = z.object({
  ...cleDuFoyer,
  parametres_calcul_participation_familiale: feuille(
    z.object({
      nombre_enfants_a_charge: feuille(nombre),
      nombre_enfants_beneficiaire_aeeh: feuille(nombre),
      // The amount means nothing without its year: both or neither.
      base_ressources_annuelles: feuille(
        z.object({
          valeur: z.number().min(0).max(10_000_000),
          annee_calcul: z.number().int().min(2000).max(2100),
        }),
      ),
    }),
  ),
});
