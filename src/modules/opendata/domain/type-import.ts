import type { Defaut } from './defaut.ts';

/** The cells of one row, under the names that its type gives to the columns; absent ones are empty. */
export type Cellules = Readonly<Record<string, string>>;

export type ColonneAttendue = {
  readonly nom: string;
  /** Without it, the whole file is refused: nothing could be made of any row. */
  readonly requise: boolean;
  /** Other headers under which it was met. */
  readonly variantes?: readonly string[];
};

/** One row read. `cle` is its natural key: what makes it the same row in tomorrow's file, whatever else changes. */
export type LigneLue = {
  readonly cle: string;
  readonly valeurs: Readonly<Record<string, string>>;
  readonly defauts: readonly Defaut[];
};

/** A kind of file that can be imported. */
export type TypeImport = {
  readonly id: IdTypeImport;
  readonly nom: string;
  readonly format: 'csv' | 'json';
  readonly colonnes: readonly ColonneAttendue[];
  lire(cellules: Cellules): LigneLue;
};

/** As stored, as typed on the command line, as chosen on the page. */
export type IdTypeImport = 'scdl-subventions' | 'dotations-investissement' | 'france-relance';
