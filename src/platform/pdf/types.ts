import type { Theme } from '../html/theme.ts';

/** A paragraph or a list, already without any markup. */
export type Bloc =
  | { readonly type: 'paragraphe'; readonly texte: readonly Morceau[] }
  | { readonly type: 'liste'; readonly elements: readonly (readonly Morceau[])[] };
export type Morceau = { readonly texte: string; readonly gras: boolean };

export type Letter = {
  /** Title of the file, shown by readers and never to be personal: « Décision sur le dossier CAN-2026-00012 ». */
  readonly titre: string;
  readonly organisation: { readonly nom: string; readonly adresse: readonly string[] };
  readonly theme: Theme;
  /** Name, then address, a line each: six fit in the window of an envelope at their full size. */
  readonly destinataire: readonly string[];
  readonly lieu: string;
  /** In full: « 24 novembre 2026 ». */
  readonly date: string;
  /** « Dossier CAN-2026-00012 » */
  readonly reference: string;
  readonly objet: string;
  readonly blocs: readonly Bloc[];
  readonly signataire: { readonly nom: string; readonly qualite: string };
  /** Small print under the signature: the means of appeal. */
  readonly mentions: readonly Bloc[];
  /** When it was written: the same letter is the same bytes for ever. */
  readonly createdAt: Temporal.Instant;
};
