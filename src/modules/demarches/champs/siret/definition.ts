import { z } from 'zod';
import { parseSiret } from '../../../../values/siret.ts';
import type { ChampDefinition } from '../../domain/champ.ts';

export type SiretOptions = Record<string, never>;

/** The SIREN is kept beside, so that a condition or a rule can compare the legal unit. */
export type ValeurSiret = { readonly siret: string; readonly siren: string };

export const siret: ChampDefinition<SiretOptions, ValeurSiret> = {
  type: 'siret',
  nom: 'Numéro SIRET',
  nature: 'objet',
  options: z.strictObject({}),
  valeur: z
    .strictObject({ siret: z.string(), siren: z.string() })
    .refine(({ siret }) => parseSiret(siret).ok, 'un numéro SIRET valable')
    .refine(({ siret, siren }) => siret.startsWith(siren) && siren.length === 9, 'le SIREN de ce SIRET'),
  siVide: (libelle) => `Indiquez un numéro SIRET en réponse à «\u00a0${libelle}\u00a0».`,
};
