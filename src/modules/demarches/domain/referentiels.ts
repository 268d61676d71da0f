/**
 * The public registers that the champs may be checked against: another module brings them. None of these functions
 * throws for what a register does: silence is an answer, and nothing blocks.
 */
export type Referentiels = {
  /** @param siret 14 digits whose key is right */
  etablissement(siret: string, pour: Pourquoi): Promise<ReponseReferentiel<EtablissementConnu>>;
  /** @param rna a number of the national register of associations */
  association(rna: string, pour: Pourquoi): Promise<ReponseReferentiel<AssociationConnue>>;
  /** The address of the Base adresse nationale that this one surely is, or nothing. */
  adresse(ecrite: AdresseEcrite): Promise<AdresseConnue | undefined>;
  /** What somebody who is typing may mean, the likeliest first. Nothing when nobody answers at once. */
  suggestions(q: string): Promise<readonly AdresseConnue[]>;
  /** The addresses around a point (WGS 84, in degrees), the nearest first. Undefined when nobody answers. */
  autour(point: Point): Promise<readonly AdresseConnue[] | undefined>;
  /** The communes that a postcode serves today; those of the installed code when nobody answers. */
  communes(codePostal: string): Promise<readonly { readonly code: string; readonly nom: string }[]>;
};

/** Who asks and why: registers of the State write it down. */
export type Pourquoi = {
  readonly organisation: { readonly siren: string };
  /** Title of the démarche. */
  readonly demarche: string;
  readonly dossierId: string;
};

export type ReponseReferentiel<T> =
  | { readonly type: 'connu'; readonly valeur: T; readonly source: string; readonly le: Temporal.Instant }
  | { readonly type: 'inconnu'; readonly source: string; readonly le: Temporal.Instant }
  | { readonly type: 'muet' };

/** One establishment. What its holder keeps from publication is absent, and `masque` says so. */
export type EtablissementConnu = {
  /** The number that replaces the one asked. */
  readonly remplacePar?: string;
  readonly nom?: string;
  readonly adresse?: string;
  readonly formeJuridique?: string;
  readonly rna?: string;
  readonly etat: 'ouvert' | 'ferme';
  /** `AAAA-MM-JJ` */
  readonly fermeLe?: string;
  readonly masque?: true;
};

export type AssociationConnue = {
  readonly nom: string;
  readonly adresse?: string;
  readonly siretSiege?: string;
  readonly active: boolean;
  readonly dissouteLe?: string;
};

export type AdresseEcrite = {
  readonly numero?: string;
  readonly voie: string;
  readonly codePostal: string;
  readonly commune: string;
};

export type AdresseConnue = AdresseEcrite & {
  readonly id: string;
  readonly label: string;
  readonly codeCommune: string;
  /** WGS 84, in degrees. */
  readonly position: Point;
};

export type Point = { readonly lon: number; readonly lat: number };
