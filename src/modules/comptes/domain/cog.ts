/**
 * The part of the « code officiel géographique » that Parvis reads: communes with their SIREN, postcodes and
 * population, groupings with their members, départements and regions. Names are as Insee writes them.
 */
export type Cog = {
  /** Those that exist today. */
  readonly communes: readonly CommuneCog[];
  readonly anciennes: readonly AncienneCommune[];
  readonly groupements: readonly GroupementCog[];
  readonly departements: readonly { readonly code: string; readonly nom: string }[];
  readonly regions: readonly { readonly code: string; readonly nom: string }[];
};

export type CommuneCog = {
  readonly code: string;
  readonly nom: string;
  readonly departement: string;
  readonly region: string;
  /** Absent for the overseas collectivities of articles 73 and 74 that the DGCL does not list. */
  readonly siren: string | null;
  readonly codesPostaux: readonly string[];
  /** Null for the uninhabited lands that have a code of commune. */
  readonly population: number | null;
  /** Codes of the communes that it has replaced. */
  readonly anciensCodes: readonly string[];
};

/** A commune that is now part of another: its code is still on birth certificates and old letters. */
export type AncienneCommune = {
  readonly code: string;
  readonly nom: string;
  readonly nature: 'deleguee' | 'associee' | 'arrondissement';
  readonly communeActuelle: string;
};

export type GroupementCog = {
  readonly siren: string;
  readonly nom: string;
  readonly nature: 'CC' | 'CA' | 'CU' | 'METRO' | 'MET69' | 'EPT';
  readonly population: number | null;
  /** Codes of its communes, the most populous first. */
  readonly membres: readonly string[];
};
