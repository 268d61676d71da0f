import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export type EngagementOptions = Record<string, never>;

/** A box to check: its label is what the usager commits to. Never `false`: not checked is not answered. */
export const engagement: ChampDefinition<EngagementOptions, true> = {
  type: 'engagement',
  nom: 'Engagement',
  nature: 'booleen',
  direct: true,
  options: z.strictObject({}),
  valeur: z.literal(true),
  siVide: (libelle) => `Cochez la case «\u00a0${libelle.replace(/\.$/, '')}\u00a0» pour continuer.`,
};
