import { z } from 'zod';
import {
  type ContexteLecture,
  dataOf,
  feuille,
  jour,
  type Lecture,
  lue,
  refusIdentite,
  sansVides,
  texte,
} from '../lecture.ts';
import type { RouteApi } from '../route.ts';

/** A pupil, for one school year. */
export type Scolarite = {
  readonly scolarise: boolean;
  /** « 2026-2027 ». */
  readonly anneeScolaire?: string;
  /** The school's code (UAI): 7 digits and a letter. */
  readonly etablissement?: string;
  readonly formation?: string;
  readonly statut?: string;
  readonly boursier?: boolean;
  /** 1 to 6. */
  readonly echelon?: number;
};

const commun = {
  detenteur: 'le ministère de l’Éducation nationale',
  presentation: 'La scolarité de votre enfant et sa bourse',
  fournisseur: 'men',
  etatCivil: { obligatoires: ['date', 'sexe'], facultatives: [] },
  parametres: {
    obligatoires: ['anneeScolaire'],
    facultatifs: ['codeEtablissement', 'degreEtablissement', 'codesBcnDepartements[]', 'codesBcnRegions[]'],
  },
  scopes: ['men_statut_identite', 'men_statut_scolarite', 'men_statut_boursier', 'men_echelon_bourse'],
  cacheSecondes: 0,
  donnees: ['scolarise', 'anneeScolaire', 'etablissement', 'formation', 'statut', 'boursier', 'echelon'],
  lire,
} as const satisfies Omit<RouteApi<Scolarite>, 'id' | 'chemins'>;

/** Asked about a child, by the civil status that the parent gives: never FranceConnected. */
export const scolarite: RouteApi<Scolarite> = {
  ...commun,
  id: 'scolarite',
  chemins: { identite: '/v4/men/scolarites/identite' },
};

export const scolariteV3: RouteApi<Scolarite> = {
  ...commun,
  id: 'scolarite_v3',
  chemins: { identite: '/v3/men/scolarites/identite' },
};

const schema = z.object({
  identite: z.unknown().optional(),
  module_elementaire_formation: feuille(z.object({ libelle: feuille(texte) })),
  etablissement: feuille(z.object({ code_uai: feuille(z.string().regex(/^\d{7}[A-Z]$/)) })),
  annee_scolaire: feuille(z.string().regex(/^\d{4}-\d{4}$/)),
  est_scolarise: feuille(z.boolean()),
  statut_eleve: feuille(z.object({ libelle: feuille(texte) })),
  est_boursier: feuille(z.boolean()),
  echelon_bourse: feuille(z.number().int().min(1).max(6)),
});

const identite = z.object({ nom: feuille(texte), prenom: feuille(texte), date_naissance: feuille(jour) });

function lire(body: unknown, contexte: ContexteLecture): Lecture<Scolarite> {
  const data = dataOf(schema, body);
  if (!data) return { type: 'illisible' };
  const refus = refusIdentite(nommees(data.identite), contexte);
  if (refus) return refus;
  if (data.est_scolarise === undefined || data.est_scolarise === null) return { type: 'masquee' };
  const asked = contexte.parametres['anneeScolaire'];
  if (data.annee_scolaire && asked && !isSameYear(data.annee_scolaire, asked)) return { type: 'autre_personne' };
  return lue({
    scolarise: data.est_scolarise,
    ...sansVides({
      anneeScolaire: data.annee_scolaire,
      etablissement: data.etablissement?.code_uai,
      formation: data.module_elementaire_formation?.libelle,
      statut: data.statut_eleve?.libelle,
      boursier: data.est_boursier,
      echelon: data.est_boursier ? data.echelon_bourse : undefined,
    }),
  });
}

/** « 2026 » and « 2026-2027 » are the same year. */
function isSameYear(answered: string, asked: string): boolean {
  return answered.slice(0, 4) === asked.slice(0, 4);
}

function nommees(raw: unknown) {
  if (raw === undefined || raw === null) return undefined;
  const read = identite.safeParse(raw).data;
  return [{ nom: read?.nom, prenoms: read?.prenom, dateNaissance: read?.date_naissance }];
}
