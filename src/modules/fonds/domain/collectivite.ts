/** How the rules of the fund tell local authorities apart. `syndicat`: any grouping without a tax of its own. */
export type TypeCollectivite = 'commune' | 'epci' | 'departement' | 'region' | 'syndicat';

/** Whoever may ask, as the rules see it: nothing here is personal. */
export type Collectivite = {
  readonly type: TypeCollectivite;
  /** Municipal population; null where nobody counted it. */
  readonly population: number | null;
};

export const TYPES: Readonly<Record<TypeCollectivite, string>> = {
  commune: 'Commune',
  epci: 'Intercommunalité',
  departement: 'Département',
  region: 'Région',
  syndicat: 'Groupement sans fiscalité propre',
};

/** Classes of size, from their lowest population: those of INSEE's usual tables, cut where the fund's thresholds are. */
const CLASSES = [
  [0, 'Moins de 3 500 habitants'],
  [3_500, 'De 3 500 à 19 999 habitants'],
  [20_000, 'De 20 000 à 99 999 habitants'],
  [100_000, 'De 100 000 à 299 999 habitants'],
  [300_000, 'De 300 000 à 499 999 habitants'],
  [500_000, '500 000 habitants et plus'],
] as const;

/** @returns the name of the class, whose rank gives its order */
export function classeDeTaille(population: number | null): { readonly rang: number; readonly nom: string } {
  const rang = population === null ? -1 : CLASSES.findLastIndex(([from]) => population >= from);
  return { rang, nom: nomDeClasse(rang) };
}

/** The name of a class by its rank. */
export function nomDeClasse(rang: number): string {
  return CLASSES[rang]?.[1] ?? 'Population inconnue';
}
