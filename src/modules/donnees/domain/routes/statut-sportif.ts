import { z } from 'zod';
import { dataOf, feuille, jour, type Lecture, lue, refusIdentite, sansVides, texte } from '../lecture.ts';
import type { RouteApi } from '../route.ts';

export type StatutSportif = {
  /** High-level athlete today. */
  readonly hautNiveau: boolean;
  readonly aEteHautNiveau?: boolean;
  readonly federation?: string;
  readonly categorie?: string;
  readonly debut?: string;
  readonly fin?: string;
};

/** Found by a number that the person types: believed only when the answer names them. */
export const statutSportif: RouteApi<StatutSportif> = {
  id: 'statut_sportif',
  detenteur: 'le ministère des Sports',
  presentation: 'Votre statut de sportif de haut niveau',
  fournisseur: 'sdh',
  chemins: { identifiant: '/v3/sdh/statut_sportif/identifiant' },
  scopes: [
    'sdh_statut_sportif_identite',
    'sdh_statut_sportif_est_sportif_de_haut_niveau',
    'sdh_statut_sportif_a_ete_sportif_de_haut_niveau',
    'sdh_statut_sportif_informations_statut',
  ],
  cacheSecondes: 0,
  donnees: ['hautNiveau', 'aEteHautNiveau', 'federation', 'categorie', 'debut', 'fin'],
  lire(body, contexte): Lecture<StatutSportif> {
    const data = dataOf(schema, body);
    if (!data) return { type: 'illisible' };
    const refus = refusIdentite(nommees(data.identite), contexte);
    if (refus) return refus;
    if (typeof data.est_sportif_de_haut_niveau !== 'boolean') return { type: 'masquee' };
    const infos = data.informations_statut;
    const today = contexte.aujourdhui.toString();
    const fin = infos?.periode?.date_fin_statut;
    return lue({
      hautNiveau: data.est_sportif_de_haut_niveau && !(fin && fin < today),
      ...sansVides({
        aEteHautNiveau: data.a_ete_sportif_de_haut_niveau,
        federation: infos?.federation?.nom_federation,
        categorie: infos?.categorie?.nom_categorie,
        debut: infos?.periode?.date_debut_statut,
        fin,
      }),
    });
  },
};

const schema = z.object({
  identite: z.unknown().optional(),
  est_sportif_de_haut_niveau: feuille(z.boolean()),
  a_ete_sportif_de_haut_niveau: feuille(z.boolean()),
  informations_statut: feuille(
    z.object({
      periode: feuille(z.object({ date_debut_statut: feuille(jour), date_fin_statut: feuille(jour) })),
      federation: feuille(z.object({ nom_federation: feuille(texte) })),
      categorie: feuille(z.object({ nom_categorie: feuille(texte) })),
    }),
  ),
});

const identite = z.object({ nom_naissance: feuille(texte), prenoms: feuille(texte), date_naissance: feuille(jour) });

function nommees(raw: unknown) {
  if (raw === undefined || raw === null) return undefined;
  const read = identite.safeParse(raw).data;
  return [{ nom: read?.nom_naissance, prenoms: read?.prenoms, dateNaissance: read?.date_naissance }];
}
