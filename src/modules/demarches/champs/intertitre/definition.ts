import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export type IntertitreOptions = Record<string, never>;

/** A heading inside a step; its label is the heading. */
export const intertitre: ChampDefinition<IntertitreOptions, never> = {
  type: 'intertitre',
  nom: 'Intertitre',
  nature: 'rien',
  options: z.strictObject({}),
  valeur: z.never(),
  sansSaisie: true,
};
