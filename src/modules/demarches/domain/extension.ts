import type { ComponentChildren } from 'preact';
import type { Result } from '../../../values/result.ts';
import type { Action, Auteur, Statut } from './statut.ts';
import type { Reponses } from './valeur.ts';

/**
 * What a family of procedures adds to the life of its dossiers. It is asked and told inside the transaction of the
 * engine: what it writes stands or falls with the fact. `Tx` is the engine's transaction. Each extension looks at the
 * démarche first, and lets those of others pass.
 */
export type Extension<Tx> = {
  readonly avantDepot?: GardeDeDepot<Tx>;
  readonly avantAction?: GardeDAction<Tx>;
  /** A correction was deposited: what a first deposit wrote has to follow. */
  readonly apresCorrection?: (tx: Tx, corrige: Depose) => Promise<void>;
  /** An agent, or the law, made the dossier go from one statut to another. */
  readonly apresAction?: (tx: Tx, changement: ChangementDeDossier) => Promise<void>;
  /** What it shows to who asks, on the page where they follow their dossier. */
  readonly suite?: SuiteDeDossier<Tx>;
  /** Where the agents work on the dossiers of a démarche of its own; the engine's own pages otherwise. */
  readonly lieu?: (tx: Tx, demarcheId: string) => Promise<LieuDInstruction | undefined>;
};

/** Where the dossiers of a démarche are read and answered, and by whom: what the mails to agents need to know. */
export type LieuDInstruction = {
  /** Address of a dossier, after that of the site. */
  adresse(organisationSlug: string, dossierId: string): string;
  /** Address of all of them. */
  liste(organisationSlug: string): string;
  mayRead(roles: readonly string[]): boolean;
  /** Decides, and answers a recours: some of those who read. */
  mayAnswer(roles: readonly string[]): boolean;
};

/** A deposited dossier, seen by somebody who may follow it: the engine made sure of that. */
export type DossierVu = {
  readonly dossierId: string;
  /** Address of its page. */
  readonly base: string;
};

/** One section of the page of a dossier. */
export type Panneau = {
  /** Of its heading, unique on the page: « horloge ». */
  readonly id: string;
  readonly titre: string;
  readonly contenu: ComponentChildren;
};

/**
 * The sections that a family of procedures adds to the page of who asks, in their order; none on a dossier of another
 * family. It reads in the scope of the organisation that instructs, which sees more than who asks may know: it shows
 * what it chooses. Queries asked for together are one round trip.
 */
export type SuiteDeDossier<Tx> = (tx: Tx, vu: DossierVu) => Promise<readonly Panneau[]>;

/** A first deposit about to be made. */
export type DepotImminent = {
  readonly dossierId: string;
  readonly demarcheId: string;
  /** As they are written. */
  readonly reponses: Reponses;
  /** False when something is missing: whoever asks is told what, unless this refuses first. */
  readonly complet: boolean;
  /** When it reached the server: not the clock of whoever deposits, nor the time spent waiting here. */
  readonly at: Temporal.Instant;
};

/**
 * What a family of procedures has to say before a first deposit: that the call is closed, say. A refusal is a whole
 * sentence; the draft stays. Otherwise it gives what to write beside the deposit, from the answers that were deposited.
 */
export type GardeDeDepot<Tx> = (tx: Tx, depot: DepotImminent) => Promise<Result<(depose: Depose) => Promise<void>>>;

/** What an agent, or the law by the hand of the platform, is about to do to a dossier. */
export type ActionImminente = { readonly dossierId: string; readonly demarcheId: string; readonly action: Action };

/** Why an agent may not do it now, as a sentence; undefined when nothing stands in the way. */
export type GardeDAction<Tx> = (tx: Tx, imminente: ActionImminente) => Promise<string | undefined>;

export type ChangementDeDossier = {
  readonly dossierId: string;
  readonly organisationId: string;
  readonly demarcheId: string;
  readonly action: Action;
  readonly de: Statut;
  readonly vers: Statut;
  /** The person or the organisation that asks: reads what is told of it. */
  readonly titulaire: string;
  readonly auteur: { readonly type: Auteur; readonly id: string };
  readonly at: Temporal.Instant;
};

/** A deposit, or a corrected one, with what was deposited. */
export type Depose = ChangementDeDossier & {
  /** Who asks, as the engine names them. */
  readonly demandeur: string;
  readonly reponses: Reponses;
};
