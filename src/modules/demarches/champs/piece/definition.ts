import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export const FORMATS = {
  pdf: { mime: 'application/pdf', label: 'PDF' },
  jpeg: { mime: 'image/jpeg', label: 'JPEG' },
  png: { mime: 'image/png', label: 'PNG' },
  odt: { mime: 'application/vnd.oasis.opendocument.text', label: 'ODT' },
  ods: { mime: 'application/vnd.oasis.opendocument.spreadsheet', label: 'ODS' },
  docx: { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', label: 'DOCX' },
  xlsx: { mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', label: 'XLSX' },
  csv: { mime: 'text/csv', label: 'CSV' },
} as const;
/** Said of a file beside its name. */
export const NON_ANALYSEE = 'non analysé par un antivirus';

export type Format = keyof typeof FORMATS;

export type PieceOptions = {
  readonly accept: readonly Format[];
  /** Megabytes (10⁶ bytes), a file. */
  readonly tailleMaxMo: number;
  /** How many files. */
  readonly max: number;
};

/** One document or more: the value is the ids of the files, in the order received. The page receives the files themselves. */
export const piece: ChampDefinition<PieceOptions, readonly string[]> = {
  type: 'piece',
  nom: 'Pièce à joindre',
  nature: 'liste',
  options: z.strictObject({
    accept: z
      .array(z.enum(Object.keys(FORMATS) as Format[]))
      .min(1)
      .default(['pdf', 'jpeg', 'png']),
    tailleMaxMo: z.int().min(1).max(100).default(10),
    max: z.int().min(1).max(20).default(1),
  }),
  valeur: z.array(z.string().min(1)).min(1),
  siVide: (libelle) => `Joignez le document demandé par «\u00a0${libelle}\u00a0».`,
};
