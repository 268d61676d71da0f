import type { Siren } from '../../../values/siren.ts';

/** What the geographic code does not say (`catalogue/organisations.yaml`). */
export type Faits = {
  readonly organisations: readonly FaitOrganisation[];
  /** By SIREN of the grouping, when people know it by another name than the one the geographic code builds. */
  readonly nomsUsuels: ReadonlyMap<string, string>;
};

/** A public body that the geographic code gives no SIREN for. */
export type FaitOrganisation = {
  readonly siren: Siren;
  readonly type: 'departement' | 'region' | 'etat';
  /** Of the département or the region, in the geographic code; null for the State. */
  readonly code: string | null;
  readonly nom: string;
  /** When the name would make a poor address. */
  readonly slug: string | null;
};
