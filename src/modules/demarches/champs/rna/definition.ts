import { z } from 'zod';
import { parseRna } from '../../../../values/rna.ts';
import type { ChampDefinition } from '../../domain/champ.ts';
import { type Constat, constatSchema } from '../constat.tsx';

export type RnaOptions = Record<string, never>;

/** For an association that has no SIRET: most of them have none. */
export type ValeurRna = {
  readonly rna: string;
  /** What the register says of it, when it knows it. */
  readonly association?: AssociationTrouvee;
  /** Absent until the usager leaves the step. */
  readonly constat?: Constat;
};

export type AssociationTrouvee = {
  readonly nom: string;
  readonly adresse?: string;
  readonly active: boolean;
  /** `AAAA-MM-JJ` */
  readonly dissouteLe?: string;
};

export const rna: ChampDefinition<RnaOptions, ValeurRna> = {
  type: 'rna',
  nom: 'Numéro RNA d’une association',
  nature: 'objet',
  options: z.strictObject({}),
  valeur: z.strictObject({
    rna: z.string().refine((text) => parseRna(text).ok, 'un numéro RNA'),
    association: z
      .strictObject({
        nom: z.string().min(1),
        adresse: z.string().min(1).exactOptional(),
        active: z.boolean(),
        dissouteLe: z.iso.date().exactOptional(),
      })
      .exactOptional(),
    constat: constatSchema.exactOptional(),
  }),
  siVide: (libelle) => `Indiquez un numéro RNA en réponse à «\u00a0${libelle}\u00a0».`,
};
