import { z } from 'zod';
import { parseJour } from '../../../../values/jour.ts';
import type { ChampDefinition } from '../../domain/champ.ts';

export type DateOptions = {
  /** Today at the latest. */
  readonly passee: boolean;
  /** Today at the earliest. */
  readonly future: boolean;
  /** `AAAA-MM-JJ`. Without it, the year 1900. */
  readonly min?: string | undefined;
  /** `AAAA-MM-JJ`. Without it, the year 2100. */
  readonly max?: string | undefined;
  /** The date of birth of the person who fills in: the browser may propose it. */
  readonly naissance: boolean;
};

const jour = z.string().refine((text) => parseJour(text).ok, 'une date qui existe, écrite AAAA-MM-JJ');

/** A civil date, kept as `AAAA-MM-JJ`: it compares as text. */
export const date: ChampDefinition<DateOptions, string> = {
  type: 'date',
  nom: 'Date',
  nature: 'date',
  options: z
    .strictObject({
      passee: z.boolean().default(false),
      future: z.boolean().default(false),
      min: jour.optional(),
      max: jour.optional(),
      naissance: z.boolean().default(false),
    })
    .refine(({ passee, future }) => !(passee && future), 'une date est « passee » ou « future », pas les deux')
    .refine(({ min, max }) => min === undefined || max === undefined || min <= max, '« min » doit précéder « max »'),
  valeur: jour,
  siVide: (libelle) => `Indiquez une date en réponse à «\u00a0${libelle}\u00a0».`,
};
