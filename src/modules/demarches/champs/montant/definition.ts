import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export type MontantOptions = {
  /** Whole euros. */
  readonly min: number;
  /** Whole euros. */
  readonly max?: number | undefined;
};

/** An amount in euros, kept as a whole number of **cents**: conditions compare cents (`au_moins: 150000` for 1 500 €). */
export const montant: ChampDefinition<MontantOptions, number> = {
  type: 'montant',
  nom: 'Montant en euros',
  nature: 'nombre',
  options: z
    .strictObject({ min: z.int().default(0), max: z.int().max(1_000_000_000_000).optional() })
    .refine(({ min, max }) => max === undefined || min <= max, '« min » doit être inférieur ou égal à « max »'),
  valeur: z.int(),
  montants: [''],
  siVide: (libelle) => `Indiquez un montant en réponse à «\u00a0${libelle}\u00a0».`,
};
