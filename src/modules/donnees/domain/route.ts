import type { ContexteLecture, Lecture } from './lecture.ts';

/** How a route knows whom one asks about. */
export type Identification = 'france_connect' | 'identite' | 'ine' | 'identifiant';

/** The parts of a civil status that a route of kind `identite` takes. A part that is not listed is never sent. */
export type PartieEtatCivil = 'nomUsage' | 'date' | 'sexe' | 'pays' | 'commune';

export type FormeEtatCivil = {
  readonly obligatoires: readonly PartieEtatCivil[];
  readonly facultatives: readonly PartieEtatCivil[];
};

/** What answers hold once read, ready for the paths of `prefill.chemin`. */
export type Donnees = { readonly [cle: string]: Donnee };
export type Donnee = string | number | boolean | readonly Donnee[] | { readonly [cle: string]: Donnee };

/**
 * One datum of API Particulier, by every way of asking for it. To add one: write a file beside the others and name it in
 * `routes/index.ts`.
 */
export type RouteApi<R = unknown> = {
  /** `quotient_familial`: what follows `api_particulier.` in the definitions of démarches. */
  readonly id: string;
  /** Who holds the datum, as the usager reads it in the middle of a sentence: « la CAF ou la MSA ». */
  readonly detenteur: string;
  /** What the consent page says will be asked. */
  readonly presentation: string;
  /** Sources that fall together share a circuit breaker. */
  readonly fournisseur: Fournisseur;
  readonly chemins: Readonly<Partial<Record<Identification, string>>>;
  /** In `identite`, what the civil status must and may hold beside the birth name and the first names. */
  readonly etatCivil?: FormeEtatCivil;
  /** Parameters of its own. One that ends in `[]` may be repeated, its values apart by commas. */
  readonly parametres?: { readonly obligatoires: readonly string[]; readonly facultatifs: readonly string[] };
  /** Scopes that open its keys; each one alone opens a part. */
  readonly scopes: readonly string[];
  /** Which scopes open which data. Without it, any scope opens all. */
  readonly parties?: readonly Partie[];
  /** How long the provider may serve the same answer again, in seconds; 0 when it says nothing of it. */
  readonly cacheSecondes: number;
  /** Names in `R` that `prefill.chemin` may begin with. */
  readonly donnees: readonly string[];
  /** Never throws, whatever the body. */
  readonly lire: (body: unknown, contexte: ContexteLecture) => Lecture<R>;
};

/** A part of an answer, opened by any of its scopes. Without data, it serves to check whose the answer is. */
export type Partie = {
  readonly donnees: readonly string[];
  readonly scopes: readonly string[];
  /** « votre quotient familial », when it is asked without the others. */
  readonly nom?: string;
};

export type Fournisseur = 'dss' | 'cnous' | 'mesri' | 'men' | 'france_travail' | 'dsnj' | 'gip_mds' | 'sdh' | 'ants';

/** Family benefits: the day is not demanded, so a presumed birth can be asked about. */
export const ETAT_CIVIL_DSS: FormeEtatCivil = {
  obligatoires: ['sexe', 'pays'],
  facultatives: ['nomUsage', 'date', 'commune'],
};

export const UNE_HEURE = 3600;
export const UN_JOUR = 86_400;
