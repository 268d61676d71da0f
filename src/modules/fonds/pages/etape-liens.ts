import type { Jour } from '../../../values/jour.ts';
import type { CleRuralite } from '../domain/equite-rurale.ts';
import type { Genre } from '../domain/etape-etat.ts';

/** What a list is of. Those that are public show what was awarded, and to whom. */
export type Quoi = 'dossiers' | 'subventions' | 'collectivites' | 'demandeuses';

export const QUOI: Readonly<Record<Quoi, { readonly genre: Genre; readonly nom: string; readonly publique: boolean }>> =
  {
    subventions: { genre: 'subvention', nom: 'Subventions attribuées', publique: true },
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
  const kept = Object.entries({ date: jour, quoi, ...filtre }).filter(([, value]) => value);
  return `${adresseDe(slug)}/liste?${new URLSearchParams(kept as [string, string][])}`;
}
