/** What is wrong in a file that was given to us: where, what was read, and what to do about it. */
export type Defaut = {
  /** From 1, the heading included, as a spreadsheet numbers them. */
  readonly ligne: number;
  readonly colonne: string;
  readonly valeur: string;
  readonly probleme: string;
  readonly remede: string;
};
