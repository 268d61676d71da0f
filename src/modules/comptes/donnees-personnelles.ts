import type { VNode } from 'preact';
import type { Tx } from '../../platform/db/database.ts';

/**
 * What a module holds of a person: it gives it back to them, says what would become of it, erases it (RGPD, art. 15, 17
 * and 20). Each module that refers to people registers its own (`app.ts`); `effacement.pg.test.ts` fails on a reference
 * to `personnes` that nobody has thought of.
 */
export type DonneesPersonnelles = {
  /** Its part of the export, by name: `compte`, `dossiers`. */
  readonly partie: string;
  /** The title of that part, as people read it. */
  readonly titre: string;
  /**
   * All that it holds, one element after the other, read under the scope of the person alone. An export may last as long
   * as a slow network: each element is read in a transaction of its own, and never two are held at once.
   */
  readonly exporter: (personneId: string) => AsyncIterable<ElementExporte>;
  /** What an erasure would do today. */
  readonly annoncer: (tx: Tx, personneId: string) => Promise<Annonce>;
  /**
   * Erases what no law keeps. In the transaction of the whole erasure, which sees every organisation; the account is
   * already marked as erased, so nothing new comes in.
   */
  readonly effacer: (tx: Tx, effacement: Effacement) => Promise<void>;
};

export type Effacement = {
  readonly personneId: string;
  readonly type: 'usager' | 'agent';
  /** The browser that asks: what it left unfinished goes too. */
  readonly navigateur: string | undefined;
};

export type ElementExporte = {
  /** For programs: plain JSON, a member of the list of its part in `donnees.json`. */
  readonly donnees: { readonly [cle: string]: unknown };
  /** For people: a section of `index.html`, whose titles begin at the third level. */
  readonly page: VNode;
  readonly fichiers: readonly FichierExporte[];
};

export type FichierExporte = {
  /** Its place in the archive, below `fichiers/`: `2026-000123/attestation.pdf`. */
  readonly chemin: string;
  /** Ended early when nobody downloads any more: what it holds is let go of then. */
  readonly ouvrir: () => AsyncGenerator<Uint8Array>;
};

/** Sentences without a capital nor a full stop, for lists. */
export type Annonce = {
  readonly efface: readonly string[];
  readonly conserve: readonly { readonly quoi: string; readonly pourquoi: string }[];
  /** What goes on without the person, who has to know it: « le dossier 2026-000123 (Inscription à la cantine, Poitiers) ». */
  readonly poursuivi: readonly string[];
  /** A whole sentence that says what has to be done first. */
  readonly empeche?: string;
};
