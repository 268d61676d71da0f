import { type Collectivite, classeDeTaille, TYPES, type TypeCollectivite } from './collectivite.ts';

/** What becomes of collectivités of one type and one class of size when the rules change. */
export type LigneComparaison = {
  readonly type: TypeCollectivite;
  readonly classe: string;
  readonly rang: number;
  readonly avant: number;
  readonly apres: number;
  readonly gagnent: number;
  readonly perdent: number;
};

export type Comparaison<C> = {
  /** By type, then from the smallest; only those where somebody is eligible before or after. */
  readonly lignes: readonly LigneComparaison[];
  /** The most populous first. */
  readonly gagnent: readonly C[];
  readonly perdent: readonly C[];
};

export type Jugee<C> = { readonly collectivite: C; readonly avant: boolean; readonly apres: boolean };

/** Sums up who becomes eligible and who no longer is. */
export function comparer<C extends { readonly pourRegles: Collectivite }>(jugees: readonly Jugee<C>[]): Comparaison<C> {
  const groups = Map.groupBy(
    jugees.filter(({ avant, apres }) => avant || apres),
    ({ collectivite: { pourRegles } }) => `${pourRegles.type} ${classeDeTaille(pourRegles.population).rang}`,
  );
  const lignes = [...groups.values()].map(ligneOf).sort((a, b) => ORDER[a.type] - ORDER[b.type] || a.rang - b.rang);
  return {
    lignes,
    gagnent: mostPopulousFirst(jugees.filter(({ avant, apres }) => !avant && apres)),
    perdent: mostPopulousFirst(jugees.filter(({ avant, apres }) => avant && !apres)),
  };
}

/** The whole of a comparison, in one line. */
export function totalOf(
  lignes: readonly LigneComparaison[],
): Pick<LigneComparaison, 'avant' | 'apres' | 'gagnent' | 'perdent'> {
  const sum = (of: (ligne: LigneComparaison) => number) => lignes.reduce((total, ligne) => total + of(ligne), 0);
  return {
    avant: sum(({ avant }) => avant),
    apres: sum(({ apres }) => apres),
    gagnent: sum(({ gagnent }) => gagnent),
    perdent: sum(({ perdent }) => perdent),
  };
}

function ligneOf(group: readonly Jugee<{ readonly pourRegles: Collectivite }>[]): LigneComparaison {
  const { type, population } = group[0]?.collectivite.pourRegles ?? { type: 'commune', population: null };
  const { rang, nom } = classeDeTaille(population);
  const count = (of: (one: Jugee<unknown>) => boolean) => group.filter(of).length;
  return {
    type,
    classe: nom,
    rang,
    avant: count(({ avant }) => avant),
    apres: count(({ apres }) => apres),
    gagnent: count(({ avant, apres }) => !avant && apres),
    perdent: count(({ avant, apres }) => avant && !apres),
  };
}

function mostPopulousFirst<C extends { readonly pourRegles: Collectivite }>(jugees: readonly Jugee<C>[]): readonly C[] {
  return jugees
    .map(({ collectivite }) => collectivite)
    .sort((a, b) => (b.pourRegles.population ?? 0) - (a.pourRegles.population ?? 0));
}

const ORDER = Object.fromEntries(Object.keys(TYPES).map((type, index) => [type, index])) as Record<
  TypeCollectivite,
  number
>;
