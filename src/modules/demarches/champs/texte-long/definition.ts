import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export type TexteLongOptions = {
  /** Characters, spaces and line ends included. */
  readonly longueurMax: number;
  /** Height of the control, in lines. */
  readonly lignes: number;
};

export const texteLong: ChampDefinition<TexteLongOptions, string> = {
  type: 'texte_long',
  nom: 'Texte long',
  nature: 'texte',
  options: z.strictObject({
    longueurMax: z.int().min(1).max(20_000).default(5000),
    lignes: z.int().min(2).max(30).default(5),
  }),
  valeur: z.string().min(1),
};
