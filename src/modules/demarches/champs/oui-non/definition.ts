import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export type OuiNonOptions = Record<string, never>;

export const ouiNon: ChampDefinition<OuiNonOptions, boolean> = {
  type: 'oui_non',
  nom: 'Oui ou non',
  nature: 'booleen',
  direct: true,
  options: z.strictObject({}),
  valeur: z.boolean(),
  siVide: (libelle) => `Répondez par oui ou par non à «\u00a0${libelle}\u00a0».`,
};
