import type { VNode } from 'preact';
import type { z } from 'zod';
import type { Condition, Faits } from './condition.ts';
import type { Pourquoi, Referentiels } from './referentiels.ts';
import type { Parties, Saisie } from './saisie.ts';
import type { Origine, Origines, Valeur } from './valeur.ts';

/** One champ of a démarche, as its definition declares it. `options` has the shape that its type declares. */
export type Champ<Options = unknown> = {
  readonly id: string;
  readonly type: string;
  readonly libelle: string;
  readonly aide?: string;
  /** The sentence shown when an obligatory champ is left empty, better than the general one. */
  readonly siVide?: string;
  readonly obligatoire: boolean;
  readonly condition?: Condition;
  readonly prefill?: Prefill;
  readonly options: Options;
};

/** Where a champ can be filled in from, and by which path in what the source answers. */
export type Prefill = {
  readonly source: string;
  readonly chemin: string;
  /** False (the default): the answer of the source is certified, the usager cannot change it. */
  readonly modifiable: boolean;
};

/** What is wrong in a champ, by partie (`''` for the champ itself): complete French sentences. */
export type Erreurs = { readonly [partie: string]: string };

/** What was understood. A champ of several parts may be wrong and still give, in `valeur`, what a draft can keep of it. */
export type Lu<V extends Valeur> =
  | { readonly ok: true; readonly valeur: V | undefined }
  | { readonly ok: false; readonly erreurs: Erreurs; readonly valeur?: V };

/** How a value enters conditions: which comparisons make sense on it. */
export type Nature = 'texte' | 'nombre' | 'date' | 'booleen' | 'choix' | 'liste' | 'objet' | 'lignes' | 'rien';

/** File 1, `definition.ts`: what the type is. */
export type ChampDefinition<Options, V extends Valeur> = {
  readonly type: string;
  /** Shown to those who write démarches. */
  readonly nom: string;
  readonly nature: Nature;
  /** True when its controls hold what is kept, so that a browser reads the answer as the server does: choices, no text. */
  readonly direct?: boolean;
  /** Shape of the options in the definition of a démarche. */
  readonly options: z.ZodType<Options>;
  /** Shape of what is kept: checks drafts read back and what sources give. */
  readonly valeur: z.ZodType<V>;
  /** Parts of the value that are amounts in cents (`''`: the value itself): rules receive euros, letters write them. */
  readonly montants?: readonly string[];
  /** True when nothing is ever typed (a computed value): then it cannot be « left empty ». */
  readonly sansSaisie?: boolean;
  /** The sentence shown when it is left empty, when the type can say better than « Répondez à la question ». */
  readonly siVide?: (libelle: string) => string;
};

/**
 * File 2, `parse.ts`: from what was typed to what is kept, and back. An empty champ reads as `undefined`: whether that
 * is allowed is decided by `obligatoire`, not by the type. In `faits`, the answers are those above this champ and, under
 * its own id, what was kept of it before: a type that needs what the usager cannot type (the certified parts of a row,
 * the identifier of an address) takes it from there, never from the form.
 */
export type ChampParser<Options, V extends Valeur> = {
  readonly parse: (saisie: Saisie, champ: Champ<Options>, contexte: ContexteChamp, faits: Faits) => Lu<V>;
  readonly typed: (valeur: V, champ: Champ<Options>, contexte: ContexteChamp) => Parties;
  readonly completer?: Completer<Options, V>;
};

/**
 * What a public register adds to an answer already understood, asked when the usager leaves the step: the only place
 * where a type waits for somebody. It runs outside any transaction and never refuses: the value that it gives is read
 * again by `parse`, which finds it in `faits` and judges. `undefined`: nothing to add, or nobody answered.
 */
export type Completer<Options, V extends Valeur> = (
  valeur: V,
  champ: Champ<Options>,
  outils: Outils,
) => Promise<Complement<V> | undefined>;

export type Complement<V extends Valeur> = {
  readonly valeur: V;
  /** The usager is shown what was found before going on: « C’est bien l’Amicale bouliste ? » */
  readonly aConfirmer: boolean;
};

export type Outils = {
  readonly referentiels: Referentiels;
  readonly pour: Pourquoi;
  readonly maintenant: Temporal.Instant;
};

/** File 3, `view.tsx`: how it is asked and how it is read back. */
export type ChampView<Options, V extends Valeur> = {
  readonly Champ: (props: ChampProps<Options>) => VNode | null;
  /** On the summary, for the agent, in a letter: text when it can be. `origines` is seen from this champ's place. */
  readonly lire: (valeur: V, champ: Champ<Options>, contexte: ContexteChamp, origines: Origines) => string | VNode;
  /** The same in a sentence of a letter, where no table stands: for a type whose `lire` gives more than text. */
  readonly enPhrase?: (valeur: V) => string;
};

/** A view is never asked to show a certified answer: `champs/affiche-champ.tsx` does it for all types. */
export type ChampProps<Options> = {
  readonly champ: Champ<Options>;
  /** Name of its control, and prefix of its ids: the id of the champ, or its place in a repetition. */
  readonly nom: string;
  readonly saisie: Saisie;
  readonly erreurs: Erreurs;
  readonly origine?: Origine;
  /** As for `parse`. */
  readonly faits: Faits;
  readonly contexte: ContexteChamp;
};

/**
 * What the types may need from outside; nothing of it does I/O. For the champs of a row, `pieces` is seen from the row,
 * like the answers and the origins: by id of champ inside it.
 */
export type ContexteChamp = {
  readonly aujourdhui: Temporal.PlainDate;
  /** For types made of other champs (repetition). */
  readonly registre: Registre;
  /** Files already received for this dossier, by path of champ (`justificatif`, `enfants.s1.photo`). */
  readonly pieces: ReadonlyMap<string, readonly PieceRecue[]>;
  /** Computed values of the démarche, by id of rule: shown by the computed champ. */
  readonly calculs: ReadonlyMap<string, Calcul>;
  /**
   * Communes that a text may mean, the surest first: a whole postcode gives all those that it serves, a name those that
   * have it and then those that begin with it, whatever the accents, capitals and hyphens. Few when there are many.
   */
  readonly communes: (texte: string) => readonly CommuneConnue[];
};

/** One commune of the code officiel géographique. */
export type CommuneConnue = {
  readonly code: string;
  readonly nom: string;
  readonly codesPostaux: readonly string[];
};

export type PieceRecue = {
  readonly id: string;
  readonly nom: string;
  /** Bytes. */
  readonly taille: number;
  readonly analyse: 'saine' | 'non_analysee';
};

/** The result of a rule, with its explanation line by line (CRPA, art. L311-3-1). */
export type Calcul = {
  readonly valeur: string | number | boolean | undefined;
  /** Ready to read: « 2,35 € ». */
  readonly texte: string;
  readonly explication: readonly LigneExplication[];
  /** Names of the data still missing, when the value cannot be computed yet. */
  readonly manque: readonly string[];
};

export type LigneExplication = { readonly libelle: string; readonly valeur: string };

/** A type of champ, whole. */
export type ChampType = ChampDefinition<never, never> & ChampParser<never, never> & ChampView<never, never>;

/** Every known type, by name. */
export type Registre = ReadonlyMap<string, ChampType>;

/** Ties the three files of a type together; here, and only here, its own types are forgotten. */
export function champType<Options, V extends Valeur>(
  definition: ChampDefinition<Options, V>,
  parser: ChampParser<Options, V>,
  view: ChampView<Options, V>,
): ChampType {
  return { ...definition, ...parser, ...view } as unknown as ChampType;
}
