import type { Cellules, TypeImport } from '../domain/type-import.ts';
import { lignesCsv } from './lignes-csv.ts';
import { lignesJson } from './lignes-json.ts';
import { type Encodage, texteOf } from './texte.ts';

/** A row of a file, or what a file says of itself. */
export type Lu =
  | {
      readonly type: 'ligne';
      /** Where it begins in a CSV file, from 1, header included; its rank in a JSON array. */
      readonly numero: number;
      /** Its text in the file, quotes included. */
      readonly brut: string;
      /** Undefined when nothing could be made of the text; the defect says why. */
      readonly cellules: Cellules | undefined;
      readonly precision: string;
    }
  | { readonly type: 'ignoree'; readonly colonne: string }
  /** The file cannot be read any further: a sentence in French. Nothing comes after. */
  | { readonly type: 'refus'; readonly raison: string };

/** The rows of a file, a handful at a time, whatever its size: the separator and the headers are found out. */
export function lignesOf(
  type: Pick<TypeImport, 'format' | 'colonnes'>,
  encodage: Encodage,
  file: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Lu[]> {
  const texte = texteOf(file, encodage);
  return type.format === 'csv' ? lignesCsv(texte, type.colonnes) : lignesJson(texte, type.colonnes);
}
