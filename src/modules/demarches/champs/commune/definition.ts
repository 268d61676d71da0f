import { z } from 'zod';
import { parseCodeCommune } from '../../../../values/code-commune.ts';
import { parseCodePostal } from '../../../../values/code-postal.ts';
import type { ChampDefinition } from '../../domain/champ.ts';

export type CommuneOptions = {
  /** Names proposed first while typing, e.g. the communes of the intercommunalité: « Poitiers (86000) ». */
  readonly proposees: readonly string[];
};

/** A commune of the code officiel géographique: `code` is its code Insee. */
export type ValeurCommune = { readonly code: string; readonly nom: string; readonly codePostal?: string };

export const commune: ChampDefinition<CommuneOptions, ValeurCommune> = {
  type: 'commune',
  nom: 'Commune',
  nature: 'objet',
  options: z.strictObject({ proposees: z.array(z.string().trim().min(1)).max(200).default([]) }),
  valeur: z.strictObject({
    code: z.string().refine((text) => parseCodeCommune(text).ok, 'un code Insee de commune'),
    nom: z.string().min(1),
    codePostal: z
      .string()
      .refine((text) => parseCodePostal(text).ok, 'un code postal')
      .exactOptional(),
  }),
  siVide: (libelle) => `Indiquez une commune en réponse à «\u00a0${libelle}\u00a0».`,
};
