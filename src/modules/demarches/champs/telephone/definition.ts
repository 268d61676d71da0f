import { z } from 'zod';
import { parseTelephone } from '../../../../values/telephone.ts';
import type { ChampDefinition } from '../../domain/champ.ts';

export type TelephoneOptions = {
  /** False when the number asked for is someone else's: the browser does not propose the person's own. */
  readonly personnel: boolean;
};

/** Kept in E.164: `+33549523535`. */
export const telephone: ChampDefinition<TelephoneOptions, string> = {
  type: 'telephone',
  nom: 'Numéro de téléphone',
  nature: 'texte',
  options: z.strictObject({ personnel: z.boolean().default(true) }),
  valeur: z.string().refine((text) => parseTelephone(text).ok, 'un numéro de téléphone valable'),
  siVide: (libelle) => `Indiquez un numéro de téléphone en réponse à «\u00a0${libelle}\u00a0».`,
};
