import { type TextPile, textPile } from '../../../platform/db/arrays.ts';
import type { LigneDuLot, LignePreparee } from '../domain/lot.ts';

/** Rows that wait to be written together. */
export type Lot = {
  readonly lignes: readonly LigneDuLot[];
  /** What the file says of each, then what was read: nothing of a rejected one. */
  readonly bruts: TextPile;
  readonly valeurs: TextPile;
  /** In characters, of what the file says. */
  readonly length: number;
  ajouter(ligne: LignePreparee): void;
  vider(): void;
};

export function openLot(): Lot {
  let lignes: LigneDuLot[] = [];
  const [bruts, valeurs] = [textPile(), textPile()];
  let length = 0;
  return {
    get lignes() {
      return lignes;
    },
    bruts,
    valeurs,
    get length() {
      return length;
    },
    ajouter({ ligne, cle, empreinte, defauts, brut, valeurs: lues }) {
      lignes.push({ ligne, cle, empreinte, defauts, rejetee: lues === null, rang: lignes.length });
      bruts.push(brut);
      valeurs.push(lues ?? '');
      length += brut.length;
    },
    vider() {
      [lignes, length] = [[], 0];
      bruts.clear();
      valeurs.clear();
    },
  };
}
