import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';
import { type Choix, choixSchema } from '../choix-options.ts';

export type ChoixOptions = { readonly choix: readonly Choix[] };

/** One answer among a few, all visible. */
export const choix: ChampDefinition<ChoixOptions, string> = {
  type: 'choix',
  nom: 'Choix unique',
  nature: 'choix',
  direct: true,
  options: z.strictObject({ choix: choixSchema }),
  valeur: z.string().min(1),
  siVide: (libelle) => `Choisissez une réponse à «\u00a0${libelle}\u00a0».`,
};
