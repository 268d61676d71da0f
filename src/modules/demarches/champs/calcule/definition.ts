import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export type CalculeOptions = {
  /** Name of the rule of the démarche. */
  readonly regle: string;
  readonly format: 'montant' | 'nombre' | 'texte';
};

/**
 * The result of a rule, kept with the answers as it was when they were: in the unit of the rule, so in euros (not
 * cents) for a `montant`. Absent as long as data are missing.
 */
export const calcule: ChampDefinition<CalculeOptions, string | number | boolean> = {
  type: 'calcule',
  nom: 'Valeur calculée',
  nature: 'nombre',
  options: z.strictObject({
    regle: z.string().min(1),
    format: z.enum(['montant', 'nombre', 'texte']).default('nombre'),
  }),
  valeur: z.union([z.string(), z.number(), z.boolean()]),
  sansSaisie: true,
};
