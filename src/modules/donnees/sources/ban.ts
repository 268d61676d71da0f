import { type AdresseBan, lireAdresses, questionBan } from '../domain/referentiels/ban.ts';
import { issueOuverte } from '../domain/referentiels/issue-ouverte.ts';
import { makeReferentiel, type ReferentielOptions, type ReponseReferentiel } from './referentiel.ts';

export type Recherche = {
  readonly q: string;
  /** Words may be unfinished: somebody is typing. */
  readonly autocomplete: boolean;
  readonly limit: number;
  readonly codePostal?: string;
  readonly timeoutMs?: number;
};

export type Ban = {
  /** The best matches first; none is no error. */
  chercher(recherche: Recherche): Promise<ReponseReferentiel<readonly AdresseBan[]>>;
  /** The addresses around a point, the nearest first. */
  autour(point: { readonly lon: number; readonly lat: number }): Promise<ReponseReferentiel<readonly AdresseBan[]>>;
};

/** What one address may ask a second; beyond, it is refused for five. */
export const BAN_PAR_SECONDE = 50;

/** The Base adresse nationale, through the Géoplateforme. What is asked is never kept: people type where they live. */
export function ban(options: Omit<ReferentielOptions, 'nom' | 'issueOf'>): Ban {
  const interroger = makeReferentiel({ ...options, nom: 'ban', issueOf: issueOuverte });
  return {
    async chercher({ q, autocomplete, limit, codePostal, timeoutMs }) {
      const question = questionBan(q);
      if (!question) return { type: 'obtenue', resultat: [], le: options.clock.now() };
      return interroger({
        objet: 'search',
        chemin: '/search',
        parametres: {
          q: question,
          index: 'address',
          limit: String(limit),
          autocomplete: autocomplete ? '1' : '0',
          ...(codePostal ? { postcode: codePostal } : {}),
        },
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        lire: lireAdresses,
      });
    },
    autour: ({ lon, lat }) =>
      interroger({
        objet: 'reverse',
        chemin: '/reverse',
        parametres: { lon: String(lon), lat: String(lat), index: 'address', limit: '5' },
        lire: lireAdresses,
      }),
  };
}
