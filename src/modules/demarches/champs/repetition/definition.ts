import { z } from 'zod';
import type { Champ, ChampDefinition } from '../../domain/champ.ts';
import type { Ligne } from '../../domain/ligne.ts';

export type RepetitionOptions = {
  /** The champs of each row, already checked like those of the démarche. */
  readonly champs: readonly Champ[];
  /** What a row is: « enfant ». */
  readonly libelleElement: string;
  /** « enfants »: with an s unless said. */
  readonly pluriel?: string | undefined;
  /** « une personne », « un enfant ». */
  readonly genre: 'feminin' | 'masculin';
  /** Rows that must be given once the repetition is answered; at least one when it is obligatory. */
  readonly min: number;
  readonly max: number;
};

/**
 * The same champs several times. The value is a list of rows `{ _id, …answers }`. `_id` is the key of the row: it names
 * the controls (`enfants.<_id>.prenom`), the origins and the files of its cells, and never changes.
 */
export const repetition: ChampDefinition<RepetitionOptions, readonly Ligne[]> = {
  type: 'repetition',
  nom: 'Répétition',
  nature: 'lignes',
  options: z
    .strictObject({
      champs: z
        .array(z.custom<Champ>(isChamp, 'un champ'))
        .min(1, 'au moins un champ')
        .refine(
          (champs) => new Set(champs.map(({ id }) => id)).size === champs.length,
          'des identifiants tous différents',
        ),
      libelleElement: z.string().trim().min(1),
      pluriel: z.string().trim().min(1).optional(),
      genre: z.enum(['feminin', 'masculin']).default('masculin'),
      min: z.int().min(0).max(50).default(0),
      max: z.int().min(1).max(50).default(20),
    })
    .refine(({ min, max }) => min <= max, '« min » doit être inférieur ou égal à « max »'),
  valeur: z.array(z.custom<Ligne>(isLigne, 'une ligne avec sa clé « _id »')).min(1),
};

function isChamp(input: unknown): boolean {
  return (
    typeof input === 'object' &&
    input !== null &&
    ['id', 'type', 'libelle'].every((key) => key in input && typeof input[key as keyof typeof input] === 'string') &&
    'obligatoire' in input &&
    'options' in input
  );
}

function isLigne(input: unknown): boolean {
  return typeof input === 'object' && input !== null && '_id' in input && typeof input._id === 'string';
}
