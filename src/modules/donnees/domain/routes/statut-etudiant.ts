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
import type { RouteApi } from '../route.ts';

export type StatutEtudiant = {
  /** Enrolled today, in at least one place. */
  readonly inscrit: boolean;
  /** The one that runs now, else the latest. */
  readonly etablissement?: string;
  readonly regime?: string;
  readonly debut?: string;
  readonly fin?: string;
};

export const statutEtudiant: RouteApi<StatutEtudiant> = {
  id: 'statut_etudiant',
  detenteur: 'le ministère de l’Enseignement supérieur',
  presentation: 'Votre statut d’étudiant et votre établissement',
  fournisseur: 'mesri',
  chemins: {
    france_connect: '/v3/mesri/statut_etudiant/france_connect',
    identite: '/v3/mesri/statut_etudiant/identite',
    ine: '/v3/mesri/statut_etudiant/ine',
  },
  etatCivil: { obligatoires: ['date', 'sexe'], facultatives: ['commune'] },
  scopes: [
    'mesri_identite',
    'mesri_admission',
    'mesri_inscription_etudiant',
    'mesri_inscription_autre',
    'mesri_etablissements',
  ],
  cacheSecondes: 0,
  donnees: ['inscrit', 'etablissement', 'regime', 'debut', 'fin'],
  lire,
};

const admission = z.object({
  date_debut: feuille(jour),
  date_fin: feuille(jour),
  est_inscrit: feuille(z.boolean()),
  regime_formation: feuille(z.object({ libelle: feuille(texte) })),
  etablissement_etudes: feuille(z.object({ nom: feuille(texte) })),
});

const schema = z.object({ admissions: liste(admission), identite: z.unknown().optional() });
const identite = z.object({
  nom_naissance: feuille(texte),
  prenom: feuille(texte),
  date_naissance: feuille(jour),
});

function lire(body: unknown, contexte: ContexteLecture): Lecture<StatutEtudiant> {
  const data = dataOf(schema, body);
  if (!data) return { type: 'illisible' };
  const refus = refusIdentite(nommees(data.identite), contexte);
  if (refus) return refus;
  const { admissions } = data;
  // Without the key « est_inscrit » nobody can say that they are a student.
  if (!admissions || admissions.every(({ est_inscrit }) => typeof est_inscrit !== 'boolean')) {
    return { type: 'masquee' };
  }
  const today = contexte.aujourdhui.toString();
  const running = admissions.find(
    ({ est_inscrit, date_debut, date_fin }) =>
      est_inscrit && date_debut && date_fin && date_debut <= today && today <= date_fin,
  );
  const latest = running ?? admissions.toSorted((a, b) => (b.date_fin ?? '').localeCompare(a.date_fin ?? ''))[0];
  return lue({
    inscrit: running !== undefined,
    ...sansVides({
      etablissement: latest?.etablissement_etudes?.nom,
      regime: latest?.regime_formation?.libelle,
      debut: latest?.date_debut,
      fin: latest?.date_fin,
    }),
  });
}

function nommees(raw: unknown) {
  if (raw === undefined || raw === null) return undefined;
  const read = identite.safeParse(raw).data;
  return [{ nom: read?.nom_naissance, prenoms: read?.prenom, dateNaissance: read?.date_naissance }];
}
