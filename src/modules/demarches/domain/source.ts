import type { ContexteChamp } from './champ.ts';
import type { ReponseSource } from './prefill.ts';

/** Where a démarche may be prefilled from. Registered by the modules that know other administrations. */
export type Source = {
  /** `api_particulier.quotient_familial`: named by `sources` and `prefill.source` in the definitions. */
  readonly id: string;
  /** « la CAF ou la MSA ». */
  readonly nom: string;
  /** What will be asked, as the consent page says it: « Votre quotient familial, vos enfants… ». */
  readonly presentation: string;
  /** The paths that `prefill.chemin` may begin with. */
  readonly donnees: readonly string[];
  /** Scopes to ask to FranceConnect, only after consent. */
  readonly scopes: readonly string[];
  /** Never throws: a failure is an answer, and never blocks the deposit. */
  readonly fetch: (appel: AppelSource) => Promise<ReponseSource>;
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

export type AppelSource = {
  /** Lives 60 seconds; never stored, never logged. */
  readonly accessToken: string;
  readonly organisation: { readonly siren: string };
  readonly pivot: Pivot;
  readonly now: Temporal.Instant;
  readonly aujourdhui: Temporal.PlainDate;
  /** Recognises the commune that a source only names. */
  readonly communes: ContexteChamp['communes'];
};
