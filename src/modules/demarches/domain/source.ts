import type { ContexteChamp } from './champ.ts';
import type { ReponseSource } from './prefill.ts';

/** Where a démarche may be prefilled from. Registered by the modules that know other administrations. */
export type Source = SourcePersonne | SourceOrganisation;

type SourceCommune = {
  /** `api_particulier.quotient_familial`: named by `sources` and `prefill.source` in the definitions. */
  readonly id: string;
  /** « la CAF ou la MSA ». */
  readonly nom: string;
  /** What will be asked, as the consent page says it: « Votre quotient familial, vos enfants… ». */
  readonly presentation: string;
  /** The paths that `prefill.chemin` may begin with. */
  readonly donnees: readonly string[];
};

/** Knows a person, and answers with their agreement, in the name of the token that FranceConnect gave. */
export type SourcePersonne = SourceCommune & {
  readonly pour: 'personnes';
  /** Scopes that FranceConnect may be asked for, only after consent; empty when nothing is asked to anybody. */
  readonly scopes: readonly string[];
  /** What may be asked here and now. Absent when nothing has to be granted. */
  readonly droits?: (demande: DemandeSource) => Promise<DroitsSource>;
  /** What became of it (`EtatSource.cause`), as an agent reads it: what it means for the decision. */
  readonly expliquer?: (cause: string) => string | undefined;
  /** Never throws: a failure is an answer, and never blocks the deposit. */
  readonly fetch: (appel: AppelSource) => Promise<ReponseSource>;
};

/** Knows an organisation: what is public of it, or shared between administrations. No consent, no token. */
export type SourceOrganisation = SourceCommune & {
  readonly pour: 'organisations';
  /** Never throws, as above. */
  readonly fetch: (appel: AppelOrganisation) => Promise<ReponseSource>;
};

/** The identity that FranceConnect certified a moment ago. */
export type Pivot = {
  readonly prenoms: readonly string[];
  readonly nomNaissance: string;
  readonly nomUsage?: string;
  readonly sexe?: 'feminin' | 'masculin';
  /** `AAAA-MM-JJ`. */
  readonly dateNaissance: string;
  readonly email?: string;
};

/** For whom a source is asked, and for what: what its habilitation is looked up by. */
export type DemandeSource = {
  readonly organisation: { readonly id: string; readonly siren: string };
  readonly demarche: { readonly id: string };
  /** What champs are filled in from: the first part of each `prefill.chemin`, empty for the whole. */
  readonly donnees: readonly string[];
};

export type DroitsSource =
  | { readonly accordes: true; readonly scopes: readonly string[]; readonly presentation: string }
  /** Nothing is asked; `reponse` is what the dossier keeps of it. */
  | { readonly accordes: false; readonly reponse: Omit<ReponseSource, 'le' | 'donnees'> };

/** What any source is told. */
export type AppelCommun = {
  /** The organisation that will use the data. */
  readonly organisation: { readonly siren: string };
  readonly now: Temporal.Instant;
  readonly aujourdhui: Temporal.PlainDate;
  /** Recognises the commune that a source only names. */
  readonly communes: ContexteChamp['communes'];
  /** Aborted when nobody waits for the answer any more: what is under way must be dropped, tokens included. */
  readonly signal: AbortSignal;
};

export type AppelSource = AppelCommun &
  DemandeSource & {
    /** Lives 60 seconds; never stored, never logged. */
    readonly accessToken: string;
    readonly pivot: Pivot;
  };

export type AppelOrganisation = AppelCommun & {
  /** The organisation that asks: ProConnect vouches that who acts is one of its agents. */
  readonly porteur: {
    readonly siren: string;
    readonly nom: string;
    readonly type: string;
    readonly codeInsee: string | null;
  };
};
