import { z } from 'zod';
import { dataOf, feuille, jour, type Lecture, lue, refusIdentite, sansVides, texte } from '../lecture.ts';
import type { RouteApi } from '../route.ts';

export type DemandeurEmploi = {
  /** Registered today. */
  readonly inscrit: boolean;
  readonly depuis?: string;
  readonly jusqua?: string;
  /** 1 to 5. */
  readonly categorie?: number;
};

/** Found by the login at France Travail, which the person types: believed only when the answer names them. */
export const demandeurEmploi: RouteApi<DemandeurEmploi> = {
  id: 'demandeur_emploi',
  detenteur: 'France Travail',
  presentation: 'Votre inscription comme demandeur d’emploi',
  fournisseur: 'france_travail',
  chemins: { identifiant: '/v3/france_travail/statut/identifiant' },
  scopes: ['pole_emploi_identite', 'pole_emploi_inscription'],
  cacheSecondes: 0,
  donnees: ['inscrit', 'depuis', 'jusqua', 'categorie'],
  lire(body, contexte): Lecture<DemandeurEmploi> {
    const data = dataOf(schema, body);
    if (!data) return { type: 'illisible' };
    const refus = refusIdentite(nommees(data.identite), contexte);
    if (refus) return refus;
    const { inscription } = data;
    const debut = jour.safeParse(inscription?.date_debut);
    if (!inscription || !debut.success) return { type: 'masquee' };
    const fin = inscription.date_fin ?? undefined;
    // An end that cannot be read is not « no end »: nobody knows whether it is over.
    if (fin !== undefined && !jour.safeParse(fin).success) return { type: 'illisible' };
    const today = contexte.aujourdhui.toString();
    const inscrit = debut.data <= today && (fin === undefined || today <= String(fin));
    return lue({
      inscrit,
      depuis: debut.data,
      ...sansVides({ jusqua: fin as string | undefined, categorie: inscription.categorie?.code }),
    });
  },
};

const schema = z.object({
  identite: z.unknown().optional(),
  inscription: feuille(
    z.object({
      date_debut: z.unknown().optional(),
      date_fin: z.unknown().optional(),
      categorie: feuille(z.object({ code: feuille(z.number().int().min(1).max(5)) })),
    }),
  ),
});

const identite = z.object({ nom_naissance: feuille(texte), prenom: feuille(texte), date_naissance: feuille(jour) });

function nommees(raw: unknown) {
  if (raw === undefined || raw === null) return undefined;
  const read = identite.safeParse(raw).data;
  return [{ nom: read?.nom_naissance, prenoms: read?.prenom, dateNaissance: read?.date_naissance }];
}
