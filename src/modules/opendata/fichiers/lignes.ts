import type { Readable } from 'node:stream';
import type { Cellules, TypeImport } from '../domain/type-import.ts';
import { lignesCsv } from './lignes-csv.ts';
import { lignesJson } from './lignes-json.ts';
import { encodageOf, texteOf } from './texte.ts';

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

/**
 * The rows of a file, a handful at a time, whatever its size: the encoding, the separator and the headers are found out.
 *
 * @param open called twice: to know the encoding, then to read
 */
export async function* lignesOf(
  type: Pick<TypeImport, 'format' | 'colonnes'>,
  open: () => Promise<Readable>,
): AsyncGenerator<readonly Lu[]> {
  const encodage = await encodageOf(await open());
  const file = await open();
  try {
    const texte = texteOf(file, encodage);
    yield* type.format === 'csv' ? lignesCsv(texte, type.colonnes) : lignesJson(texte, type.colonnes);
  } finally {
    file.destroy(); // Not every file is read to its end.
  }
}
