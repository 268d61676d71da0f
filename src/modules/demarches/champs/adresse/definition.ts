import { z } from 'zod';
import { parseCodeCommune } from '../../../../values/code-commune.ts';
import { parseCodePostal } from '../../../../values/code-postal.ts';
import type { ChampDefinition } from '../../domain/champ.ts';

export type AdresseOptions = {
  /** False when it is not the address of the person who fills in: the browser does not propose it. */
  readonly personnelle: boolean;
};

/** The shape of the Base adresse nationale. `label` is composed from the parts by `libelleAdresse`. */
export type ValeurAdresse = {
  readonly label: string;
  /** « 12 », « 8bis ». */
  readonly numero?: string;
  /** The name of the way, or of the place where ways have none. */
  readonly voie: string;
  readonly complement?: string;
  readonly codePostal: string;
  readonly commune: string;
  /** Code Insee, absent when the commune is not recognised (a CEDEX, a former commune). */
  readonly codeCommune?: string;
  /** Key in the Base adresse nationale, when the address comes from it or was surely recognised there. */
  readonly id?: string;
  /** Where it is then, WGS 84, in degrees. */
  readonly position?: { readonly lon: number; readonly lat: number };
};

export const adresse: ChampDefinition<AdresseOptions, ValeurAdresse> = {
  type: 'adresse',
  nom: 'Adresse postale',
  nature: 'objet',
  options: z.strictObject({ personnelle: z.boolean().default(true) }),
  valeur: z.strictObject({
    label: z.string().min(1),
    numero: z.string().min(1).exactOptional(),
    voie: z.string().min(1),
    complement: z.string().min(1).exactOptional(),
    codePostal: z.string().refine((text) => parseCodePostal(text).ok, 'un code postal'),
    commune: z.string().min(1),
    codeCommune: z
      .string()
      .refine((text) => parseCodeCommune(text).ok, 'un code Insee de commune')
      .exactOptional(),
    id: z.string().min(1).exactOptional(),
    position: z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }).exactOptional(),
  }),
  siVide: (libelle) => `Indiquez une adresse en réponse à «\u00a0${libelle}\u00a0».`,
};
