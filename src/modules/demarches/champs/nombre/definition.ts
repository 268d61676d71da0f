import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

export type NombreOptions = {
  /** 0 unless said: most counts are never negative. */
  readonly min: number;
  readonly max?: number | undefined;
  /** Shown after the control: « habitants ». */
  readonly unite?: string | undefined;
};

/** A whole number. */
export const nombre: ChampDefinition<NombreOptions, number> = {
  type: 'nombre',
  nom: 'Nombre entier',
  nature: 'nombre',
  options: z
    .strictObject({ min: z.int().default(0), max: z.int().optional(), unite: z.string().min(1).optional() })
    .refine(({ min, max }) => max === undefined || min <= max, '« min » doit être inférieur ou égal à « max »'),
  valeur: z.int(),
  siVide: (libelle) => `Indiquez un nombre en réponse à «\u00a0${libelle}\u00a0».`,
};
