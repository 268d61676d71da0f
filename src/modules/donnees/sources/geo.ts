import { type CommuneGeo, lireCommunes } from '../domain/referentiels/geo.ts';
import { issueOuverte } from '../domain/referentiels/issue-ouverte.ts';
import { makeReferentiel, type ReferentielOptions, type ReponseReferentiel } from './referentiel.ts';

export type Geo = {
  /** Those that a postcode serves, or whose name looks like this one. An empty list is an answer. */
  communes(
    par: { readonly codePostal: string } | { readonly nom: string },
  ): Promise<ReponseReferentiel<readonly CommuneGeo[]>>;
  /** One by its code. Never for a birthplace: it may have ceased to exist, and is not found here. */
  commune(code: string): Promise<ReponseReferentiel<readonly CommuneGeo[]>>;
};

/** What one address may ask a second. */
export const GEO_PAR_SECONDE = 50;

/** API Géo: the communes of today. */
export function geo(options: Omit<ReferentielOptions, 'nom' | 'issueOf'>): Geo {
  const interroger = makeReferentiel({ ...options, nom: 'geo', issueOf: issueOuverte });
  const fields = 'nom,code,codesPostaux';
  return {
    communes: (par) =>
      interroger({
        objet: 'communes',
        chemin: '/communes',
        parametres: { ...par, fields, ...('nom' in par ? { boost: 'population', limit: '20' } : {}) },
        lire: lireCommunes,
      }),
    commune: (code) =>
      interroger({
        objet: 'communes',
        chemin: `/communes/${encodeURIComponent(code)}`,
        parametres: { fields },
        lire: lireCommunes,
      }),
  };
}
