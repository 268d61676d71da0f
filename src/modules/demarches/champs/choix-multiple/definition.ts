import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';
import { type Choix, choixSchema } from '../choix-options.ts';

export type ChoixMultipleOptions = {
  readonly choix: readonly Choix[];
  /** How many answers at most. */
  readonly max?: number | undefined;
};

/** Any number of answers among a few, kept in the order of the list. */
export const choixMultiple: ChampDefinition<ChoixMultipleOptions, readonly string[]> = {
  type: 'choix_multiple',
  nom: 'Choix multiple',
  nature: 'liste',
  direct: true,
  options: z.strictObject({ choix: choixSchema, max: z.int().min(1).optional() }),
  valeur: z.array(z.string().min(1)).min(1),
  siVide: (libelle) => `Choisissez au moins une réponse à «\u00a0${libelle}\u00a0».`,
};
