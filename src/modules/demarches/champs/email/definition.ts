import { z } from 'zod';
import { parseEmail } from '../../../../values/email.ts';
import type { ChampDefinition } from '../../domain/champ.ts';

export type EmailOptions = {
  /** False when the address asked for is someone else's: the browser does not propose the person's own. */
  readonly personnel: boolean;
};

export const email: ChampDefinition<EmailOptions, string> = {
  type: 'email',
  nom: 'Adresse électronique',
  nature: 'texte',
  options: z.strictObject({ personnel: z.boolean().default(true) }),
  valeur: z.string().refine((text) => parseEmail(text).ok, 'une adresse électronique valable'),
  siVide: (libelle) => `Indiquez une adresse électronique en réponse à «\u00a0${libelle}\u00a0».`,
};
