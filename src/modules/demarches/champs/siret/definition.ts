import { z } from 'zod';
import { parseSiret } from '../../../../values/siret.ts';
import type { ChampDefinition } from '../../domain/champ.ts';
import { type Constat, constatSchema } from '../constat.tsx';

export type SiretOptions = {
  /** True when a closed establishment may be declared: a debt, an archive, the end of an activity. */
  readonly fermeAccepte: boolean;
};

/** The SIREN is kept beside, so that a condition or a rule can compare the legal unit. */
export type ValeurSiret = {
  readonly siret: string;
  readonly siren: string;
  /** What the register says of it, when it knows it. What its holder keeps from publication is absent. */
  readonly organisme?: Organisme;
  /** Absent until the usager leaves the step. */
  readonly constat?: Constat;
};

export type Organisme = {
  readonly nom?: string;
  readonly adresse?: string;
  readonly formeJuridique?: string;
  readonly rna?: string;
  readonly etat: 'ouvert' | 'ferme';
  /** `AAAA-MM-JJ` */
  readonly fermeLe?: string;
  /** The number that the register has put in its place. */
  readonly remplacePar?: string;
};

const text = z.string().min(1).exactOptional();
const jour = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const siret: ChampDefinition<SiretOptions, ValeurSiret> = {
  type: 'siret',
  nom: 'Numéro SIRET',
  nature: 'objet',
  options: z.strictObject({ fermeAccepte: z.boolean().default(false) }),
  valeur: z
    .strictObject({
      siret: z.string(),
      siren: z.string(),
      organisme: z
        .strictObject({
          nom: text,
          adresse: text,
          formeJuridique: text,
          rna: text,
          etat: z.enum(['ouvert', 'ferme']),
          fermeLe: jour.exactOptional(),
          remplacePar: text,
        })
        .exactOptional(),
      constat: constatSchema.exactOptional(),
    })
    .refine(({ siret }) => parseSiret(siret).ok, 'un numéro SIRET valable')
    .refine(({ siret, siren }) => siret.startsWith(siren) && siren.length === 9, 'le SIREN de ce SIRET'),
  siVide: (libelle) => `Indiquez un numéro SIRET en réponse à «\u00a0${libelle}\u00a0».`,
};
