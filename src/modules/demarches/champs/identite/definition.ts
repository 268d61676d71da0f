import { z } from 'zod';
import { parseJour } from '../../../../values/jour.ts';
import type { ChampDefinition } from '../../domain/champ.ts';

export type IdentiteOptions = {
  readonly nomUsage: boolean;
  /** Asked only where a text needs it. */
  readonly sexe: boolean;
  /** True when it is the identity of the person who fills in: the browser may propose it. */
  readonly personnelle: boolean;
};

export type ValeurIdentite = {
  /** Name of birth. */
  readonly nom: string;
  readonly nomUsage?: string;
  /** In the order of the état civil: « Jean-Pierre » is one, and so is « Thi Mai » when the état civil says so. */
  readonly prenoms: readonly string[];
  /** `AAAA-MM-JJ`. */
  readonly dateNaissance: string;
  readonly sexe?: 'F' | 'M';
};

export const identite: ChampDefinition<IdentiteOptions, ValeurIdentite> = {
  type: 'identite',
  nom: 'Identité',
  nature: 'objet',
  options: z.strictObject({
    nomUsage: z.boolean().default(true),
    sexe: z.boolean().default(false),
    personnelle: z.boolean().default(false),
  }),
  valeur: z.strictObject({
    nom: z.string().min(1),
    nomUsage: z.string().min(1).exactOptional(),
    prenoms: z.array(z.string().regex(/^[^\s,]+(?: [^\s,]+)*$/u)).min(1),
    dateNaissance: z.string().refine((text) => parseJour(text).ok, 'une date qui existe, écrite AAAA-MM-JJ'),
    sexe: z.enum(['F', 'M']).exactOptional(),
  }),
  siVide: (libelle) => `Indiquez l’identité demandée par «\u00a0${libelle}\u00a0».`,
};
