import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export type DecimalOptions = {
  /** 0 unless said. */
  readonly min: number;
  readonly max?: number | undefined;
  /** Digits after the comma, at most. */
  readonly decimales: number;
  /** Shown after the control: « m² ». */
  readonly unite?: string | undefined;
};

/** A measure, never an amount of money: that is `montant`. */
export const decimal: ChampDefinition<DecimalOptions, number> = {
  type: 'decimal',
  nom: 'Nombre décimal',
  nature: 'nombre',
  options: z
    .strictObject({
      min: z.number().default(0),
      max: z.number().optional(),
      decimales: z.int().min(1).max(6).default(2),
      unite: z.string().min(1).optional(),
    })
    .refine(({ min, max }) => max === undefined || min <= max, '« min » doit être inférieur ou égal à « max »'),
  valeur: z.number(),
  siVide: (libelle) => `Indiquez un nombre en réponse à «\u00a0${libelle}\u00a0».`,
};
