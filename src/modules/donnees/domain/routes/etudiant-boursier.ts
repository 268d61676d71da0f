import { z } from 'zod';
import {
  type ContexteLecture,
  dataOf,
  feuille,
  jour,
  type Lecture,
  liste,
  lue,
  refusIdentite,
  sansVides,
  texte,
} from '../lecture.ts';
import type { FormeEtatCivil, RouteApi } from '../route.ts';

/** A scholarship of the CNOUS. The e-mail that comes with it is not kept: nobody decides on it. */
export type EtudiantBoursier = {
  /** False for somebody struck off, even where the version says « boursier ». */
  readonly boursier: boolean;
  /** `0bis`, then `1` to `7`. */
  readonly echelon?: string;
  /** True while the region has not confirmed. */
  readonly provisoire?: boolean;
  readonly rentree?: string;
  /** Months of payment. */
  readonly dureeMois?: number;
  readonly etablissement?: string;
  readonly commune?: string;
  readonly radieLe?: string;
};

const FORME: FormeEtatCivil = { obligatoires: ['date'], facultatives: ['sexe', 'commune'] };

const commun = {
  detenteur: 'le Cnous',
  presentation: 'Votre statut d’étudiant boursier et l’échelon de votre bourse',
  fournisseur: 'cnous',
  etatCivil: FORME,
  scopes: [
    'cnous_statut_boursier',
    'cnous_echelon_bourse',
    'cnous_periode_versement',
    'cnous_statut_bourse',
    'cnous_ville_etudes',
    'cnous_identite',
  ],
  parties: [
    { donnees: ['boursier', 'radieLe'], scopes: ['cnous_statut_boursier'] },
    { donnees: ['echelon'], scopes: ['cnous_echelon_bourse'] },
    { donnees: ['provisoire'], scopes: ['cnous_statut_bourse'] },
    { donnees: ['rentree', 'dureeMois'], scopes: ['cnous_periode_versement'] },
    { donnees: ['etablissement', 'commune'], scopes: ['cnous_ville_etudes'] },
    { donnees: [], scopes: ['cnous_identite'] },
  ],
  cacheSecondes: 0,
  donnees: ['boursier', 'echelon', 'provisoire', 'rentree', 'dureeMois', 'etablissement', 'commune', 'radieLe'],
  lire,
} as const satisfies Omit<RouteApi<EtudiantBoursier>, 'id' | 'chemins'>;

const CHEMIN = '/v4/cnous/etudiant_boursier';

export const etudiantBoursier: RouteApi<EtudiantBoursier> = {
  ...commun,
  id: 'etudiant_boursier',
  chemins: { france_connect: `${CHEMIN}/france_connect`, identite: `${CHEMIN}/identite`, ine: `${CHEMIN}/ine` },
};

const ANCIEN = '/v3/cnous/etudiant_boursier';

/** Deprecated; for a habilitation that still names it. */
export const etudiantBoursierV3: RouteApi<EtudiantBoursier> = {
  ...commun,
  id: 'etudiant_boursier_v3',
  chemins: { france_connect: `${ANCIEN}/france_connect`, identite: `${ANCIEN}/identite`, ine: `${ANCIEN}/ine` },
};

const schema = z.object({
  /** v3. */
  est_boursier: feuille(z.boolean()),
  /** v4. */
  statut_boursier: feuille(
    z.object({
      est_boursier: feuille(z.boolean()),
      est_radie: feuille(z.boolean()),
      date_radiation: feuille(jour),
    }),
  ),
  periode_versement_bourse: feuille(
    z.object({ date_rentree: feuille(jour), duree: feuille(z.number().int().min(0).max(24)) }),
  ),
  etablissement_etudes: feuille(z.object({ nom_commune: feuille(texte), nom_etablissement: feuille(texte) })),
  echelon_bourse: feuille(
    z.object({
      echelon: feuille(z.enum(['0bis', '1', '2', '3', '4', '5', '6', '7'])),
      echelon_bourse_regionale_provisoire: feuille(z.boolean()),
    }),
  ),
  identite: z.unknown().optional(),
});

const identite = z.object({
  nom: feuille(texte),
  prenoms: liste(texte),
  date_naissance: feuille(jour),
});

function lire(body: unknown, contexte: ContexteLecture): Lecture<EtudiantBoursier> {
  const data = dataOf(schema, body);
  if (!data) return { type: 'illisible' };
  const refus = refusIdentite(nommees(data.identite), contexte);
  if (refus) return refus;
  const statut = data.statut_boursier;
  const dit = statut ? statut.est_boursier : data.est_boursier;
  if (dit === undefined || dit === null) return { type: 'masquee' };
  const radie = statut?.est_radie === true || (statut?.date_radiation ?? '9999') <= contexte.aujourdhui.toString();
  const boursier = dit && !radie;
  const { echelon_bourse: echelon, periode_versement_bourse: periode, etablissement_etudes: lieu } = data;
  return lue({
    boursier,
    ...sansVides({
      radieLe: statut?.date_radiation,
      etablissement: lieu?.nom_etablissement,
      commune: lieu?.nom_commune,
      ...(boursier
        ? {
            echelon: echelon?.echelon,
            provisoire: echelon?.echelon_bourse_regionale_provisoire,
            rentree: periode?.date_rentree,
            dureeMois: periode?.duree,
          }
        : {}),
    }),
  });
}

function nommees(raw: unknown) {
  if (raw === undefined || raw === null) return undefined;
  const read = identite.safeParse(raw).data;
  return [{ nom: read?.nom, prenoms: read?.prenoms?.join(' '), dateNaissance: read?.date_naissance }];
}
