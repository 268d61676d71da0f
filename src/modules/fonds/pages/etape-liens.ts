import type { Jour } from '../../../values/jour.ts';
import type { CleRuralite } from '../domain/etape-compteurs.ts';
import type { Genre } from '../domain/etape-etat.ts';

/** What a list is of. Those that are public show what was awarded, and to whom. */
export type Quoi = 'dossiers' | 'subventions' | 'payees' | 'a_payer' | 'collectivites' | 'demandeuses';

export const QUOI: Readonly<Record<Quoi, { readonly genre: Genre; readonly nom: string; readonly publique: boolean }>> =
  {
    subventions: { genre: 'subvention', nom: 'Subventions attribuées', publique: true },
    payees: { genre: 'subvention', nom: 'Subventions payées, en tout ou partie', publique: true },
    a_payer: { genre: 'subvention', nom: 'Subventions qui restent à payer', publique: true },
    collectivites: { genre: 'collectivite', nom: 'Collectivités soutenues', publique: true },
    dossiers: { genre: 'dossier', nom: 'Dossiers déposés', publique: false },
    demandeuses: { genre: 'collectivite', nom: 'Collectivités qui ont demandé', publique: false },
  };

export type Filtre = {
  readonly statut?: string;
  readonly axe?: string;
  readonly dispositif?: string;
  readonly type?: string;
  readonly classe?: string;
  readonly departement?: string;
  readonly region?: string;
  /** Of communes: rural, urban, or what the grid does not tell. */
  readonly densite?: CleRuralite;
};

/** What a list is of, unless its address says otherwise. */
export const QUOI_PAR_DEFAUT: Quoi = 'subventions';

export const FILTRES: readonly (keyof Filtre)[] = [
  'statut',
  'axe',
  'dispositif',
  'type',
  'classe',
  'departement',
  'region',
  'densite',
];

export const adresseDe = (slug: string) => `/fonds/${slug}/point-d-etape`;

/** The list that a figure counts. */
export function adresseDeListe(slug: string, jour: Jour, quoi: Quoi, filtre: Filtre = {}): string {
  return `${adresseDe(slug)}/liste?${parametresDeListe(jour, quoi, filtre)}`;
}

/** The same from the point d’étape itself, where hundreds of them stand: half as long. */
export function lienDeListe(jour: Jour, quoi: Quoi, filtre: Filtre = {}): string {
  return `point-d-etape/liste?${parametresDeListe(jour, quoi, filtre)}`;
}

/** Those of a profile that never asked: the rest of the geographic code. */
export function lienDeJamais(jour: Jour, filtre: Filtre): string {
  return `point-d-etape/jamais-demande?${new URLSearchParams({ date: jour, ...filtre })}`;
}

function parametresDeListe(jour: Jour, quoi: Quoi, filtre: Filtre): URLSearchParams {
  // What a list is of when nothing says so is not said.
  const named = quoi === QUOI_PAR_DEFAUT ? {} : { quoi };
  const kept = Object.entries({ date: jour, ...named, ...filtre }).filter(([, value]) => value);
  return new URLSearchParams(kept as [string, string][]);
}
