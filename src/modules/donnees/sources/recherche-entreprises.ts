import type { Siret } from '../../../values/siret.ts';
import type { Etablissement } from '../domain/referentiels/etablissement.ts';
import { issueOuverte } from '../domain/referentiels/issue-ouverte.ts';
import { lireRecherche } from '../domain/referentiels/recherche-entreprises.ts';
import { makeReferentiel, type ReferentielOptions, type ReponseReferentiel } from './referentiel.ts';

export type RechercheEntreprises = {
  etablissement(siret: Siret, timeoutMs?: number): Promise<ReponseReferentiel<Etablissement>>;
};

/** What one address may ask a second. */
export const RECHERCHE_PAR_SECONDE = 7;

/** « Recherche d’entreprises »: open to all without a key, and without what is kept from publication. */
export function rechercheEntreprises(options: Omit<ReferentielOptions, 'nom' | 'issueOf'>): RechercheEntreprises {
  const interroger = makeReferentiel({ ...options, nom: 'recherche_entreprises', issueOf: issueOuverte });
  return {
    etablissement: (siret, timeoutMs) =>
      interroger({
        objet: 'recherche',
        chemin: '/search',
        parametres: { q: siret, per_page: '1', minimal: 'true', include: 'siege,complements,matching_etablissements' },
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        lire: (body) => lireRecherche(body, siret),
      }),
  };
}
