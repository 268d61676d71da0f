import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';
import { LIBELLES_DES_NATURES, type NatureDeRecette, type Plan, TOTAUX, totaliser } from './totaux.ts';

export type PlanDeFinancementOptions = {
  /** Of each of the two tables. */
  readonly lignesMax: number;
};

/** Rows are named as those of a repetition: the keys name the controls, and never change. */
const cle = z.string().regex(/^[0-9a-f]{1,8}$/);
const texte = z.string().min(1).exactOptional();
const centimes = z.int().min(0).exactOptional();

const depenses = z.array(
  z.strictObject({ _id: cle, poste: texte, montant: centimes, eligible: z.boolean().exactOptional() }),
);
const recettes = z.array(
  z.strictObject({
    _id: cle,
    financeur: texte,
    nature: z.enum(Object.keys(LIBELLES_DES_NATURES) as NatureDeRecette[]).exactOptional(),
    montant: centimes,
  }),
);

/** The rows of each table, in the shape that is kept. */
export const tables = { depenses, recettes };

/**
 * What a project costs and who pays for it: two tables of amounts before tax, whose totals are equal to the cent once
 * deposited. Amounts and totals are kept in **cents**; a rule receives the totals in euros (`situation: { coût: plan.cout }`),
 * a condition compares cents (`plan.cout`), a letter writes them (`{{ reponses.plan.aideDemandee }}`). In a draft, a row
 * may lack some of its cells and the totals may differ; in a deposit, never.
 */
export const planDeFinancement: ChampDefinition<PlanDeFinancementOptions, Plan> = {
  type: 'plan_de_financement',
  nom: 'Plan de financement',
  nature: 'objet',
  options: z.strictObject({ lignesMax: z.int().min(2).max(50).default(30) }),
  valeur: z
    .strictObject({
      cout: z.int(),
      assiette: z.int(),
      aidesPubliques: z.int(),
      financementPrive: z.int(),
      partMaitreOuvrage: z.int(),
      aideDemandee: z.int(),
      depenses,
      recettes,
    })
    .refine((plan) => {
      const exacts = totaliser(plan);
      return TOTAUX.every((total) => plan[total] === exacts[total]);
    }, 'des totaux qui soient ceux des lignes'),
  montants: TOTAUX,
  siVide: (libelle) => `Remplissez les dépenses et les recettes de «\u00a0${libelle}\u00a0».`,
};
