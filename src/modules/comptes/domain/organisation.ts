import type { Id } from '../../../values/ids.ts';
import type { Siren } from '../../../values/siren.ts';

export type TypeOrganisation = 'commune' | 'epci' | 'departement' | 'region' | 'etat';

/** Who serves: one that has its pages, its members and its data here. */
export type Organisation = NewOrganisation & {
  readonly id: Id<'Organisation'>;
  /** As kept, or null for the default look; `parseTheme` of platform/html reads it. */
  readonly theme: unknown;
  /** As kept; `mentionsOf` reads it. */
  readonly mentions: unknown;
};

/** What the official geographic code says of it, before it is installed. */
export type NewOrganisation = {
  readonly siren: Siren;
  readonly nom: string;
  /** First part of its addresses: `poitiers`, `saint-denis-93`. Never changes once installed. */
  readonly slug: string;
  readonly type: TypeOrganisation;
  /** In the geographic code, of the kind that `type` says: `86194` for a commune, `23` for a département. */
  readonly codeInsee: string | null;
  readonly codeDepartement: string | null;
  readonly codeRegion: string | null;
  /** The grouping (with its own tax) to which a commune belongs. */
  readonly sirenEpci: string | null;
  /** Municipal population: inhabitants counted once, in the commune where they live. */
  readonly population: number | null;
  readonly codesPostaux: readonly string[];
};
