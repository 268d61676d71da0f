import { z } from 'zod';
import { dataOf, feuille, jour, type Lecture, lue, refusIdentite, sansVides, texte } from '../lecture.ts';
import type { RouteApi } from '../route.ts';

export type ServiceCivique = {
  /** A contract that runs today. */
  readonly enCours: boolean;
  /** A contract that is over; absent when that part is masked. */
  readonly dejaFait?: boolean;
  readonly debut?: string;
  readonly fin?: string;
  readonly organisme?: string;
};

export const serviceCivique: RouteApi<ServiceCivique> = {
  id: 'service_civique',
  detenteur: 'le GIP-MDS',
  presentation: 'Votre contrat de service civique',
  fournisseur: 'gip_mds',
  chemins: {
    france_connect: '/v3/gip_mds/service_civique/france_connect',
    identite: '/v3/gip_mds/service_civique/identite',
  },
  etatCivil: { obligatoires: ['date'], facultatives: [] },
  scopes: [
    'gip_mds_service_civique_statut_actuel',
    'gip_mds_service_civique_statut_passe',
    'gip_mds_service_civique_organisme_accueil',
    'gip_mds_service_civique_dates',
  ],
  parties: [
    { donnees: ['enCours'], scopes: ['gip_mds_service_civique_statut_actuel'] },
    { donnees: ['dejaFait'], scopes: ['gip_mds_service_civique_statut_passe'] },
    { donnees: ['organisme'], scopes: ['gip_mds_service_civique_organisme_accueil'] },
    { donnees: ['debut', 'fin'], scopes: ['gip_mds_service_civique_dates'] },
  ],
  cacheSecondes: 0,
  donnees: ['enCours', 'dejaFait', 'debut', 'fin', 'organisme'],
  lire(body, contexte): Lecture<ServiceCivique> {
    const data = dataOf(schema, body);
    if (!data) return { type: 'illisible' };
    const refus = refusIdentite(undefined, contexte);
    if (refus) return refus;
    const { statut_actuel: actuel, statut_passe: passe } = data;
    if (typeof actuel?.contrat_trouve !== 'boolean') return { type: 'masquee' };
    const today = contexte.aujourdhui.toString();
    // The dates win over the word: a contract « found » that ended last month does not run.
    const over = actuel.date_fin_contrat ? actuel.date_fin_contrat < today : false;
    const early = actuel.date_debut_contrat ? actuel.date_debut_contrat > today : false;
    const enCours = actuel.contrat_trouve && !over && !early;
    const shown = actuel.contrat_trouve ? actuel : passe?.contrat_trouve ? passe : undefined;
    return lue({
      enCours,
      ...sansVides({
        dejaFait: passe?.contrat_trouve,
        debut: shown?.date_debut_contrat,
        fin: shown?.date_fin_contrat,
        organisme: shown?.organisme_accueil?.raison_sociale,
      }),
    });
  },
};

const contrat = feuille(
  z.object({
    contrat_trouve: feuille(z.boolean()),
    organisme_accueil: feuille(z.object({ raison_sociale: feuille(texte) })),
    date_debut_contrat: feuille(jour),
    date_fin_contrat: feuille(jour),
  }),
);

const schema = z.object({ statut_actuel: contrat, statut_passe: contrat });
