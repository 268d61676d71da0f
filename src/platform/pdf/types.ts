import type { Theme } from '../html/theme.ts';

/** A piece of text, already without any markup. */
export type Bloc =
  | { readonly type: 'paragraphe'; readonly texte: readonly Morceau[] }
  | { readonly type: 'liste'; readonly elements: readonly (readonly Morceau[])[] }
  /** Heads what follows it: « Article 2 ». */
  | { readonly type: 'titre'; readonly texte: string }
  | Tableau;
export type Morceau = { readonly texte: string; readonly gras: boolean };

export type Tableau = {
  readonly type: 'tableau';
  readonly colonnes: readonly Colonne[];
  /** A cell a column. */
  readonly rangees: readonly (readonly string[])[];
};

/** @property part its share of the width, among the shares of all */
export type Colonne = { readonly titre: string; readonly part: number; readonly nombre?: boolean };

export type Letter = {
  /** Title of the file, shown by readers and never to be personal: « Décision sur le dossier CAN-2026-00012 ». */
  readonly titre: string;
  readonly organisation: { readonly nom: string; readonly adresse: readonly string[] };
  readonly theme: Theme;
  /** Name, then address, a line each: six fit in the window of an envelope at their full size. None: it is not sent. */
  readonly destinataire: readonly string[];
  readonly lieu: string;
  /** In full: « 24 novembre 2026 ». */
  readonly date: string;
  /** « Dossier CAN-2026-00012 » */
  readonly reference: string;
  readonly objet: string;
  readonly blocs: readonly Bloc[];
  readonly signataire: Signataire;
  /** When two sign, on the left. */
  readonly cosignataire?: Signataire;
  /** Written large at its head instead of « Objet : … »: the title of an act. */
  readonly intitule?: string;
  /** Said at the head and across each page: « Projet ». */
  readonly mentionProvisoire?: string;
  /** Small print under the signature: the means of appeal. */
  readonly mentions: readonly Bloc[];
  /** When it was written: the same letter is the same bytes for ever. */
  readonly createdAt: Temporal.Instant;
};

export type Signataire = { readonly nom: string; readonly qualite: string };
