import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export type ExplicationOptions = {
  readonly paragraphes: readonly string[];
  /** Only the label shows at first: for what some people need to read. */
  readonly repliable: boolean;
};

/** A text to read, under its label: nothing is answered. */
export const explication: ChampDefinition<ExplicationOptions, never> = {
  type: 'explication',
  nom: 'Explication',
  nature: 'rien',
  options: z.strictObject({
    paragraphes: z.array(z.string().trim().min(1)).min(1, 'au moins un paragraphe'),
    repliable: z.boolean().default(false),
  }),
  valeur: z.never(),
  sansSaisie: true,
};
