import { z } from 'zod';
import type { Condition } from './condition.ts';

/** The shape of `demarche.yaml`, before the options of each champ are checked by its own type. */
const identifiant = z
  .string()
  // Every JavaScript object answers to `constructor`: no absent answer must.
  .regex(
    /^(?!constructor$)[a-z][a-z0-9_]*$/,
    'un identifiant en minuscules, chiffres et tirets bas, commençant par une lettre',
  );
const phrase = z.string().trim().min(1, 'un texte non vide').max(2000, 'un texte de 2 000 caractères au plus');
const scalaire = z.union([z.string(), z.number()]);
const chemin = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_]*)*$/, 'le chemin d’un champ, comme « adresse.codeCommune »');

const test = z.union([
  z.strictObject({ champ: chemin, est: z.union([z.string(), z.number(), z.boolean()]) }),
  z.strictObject({ champ: chemin, parmi: z.array(scalaire).min(1) }),
  z.strictObject({ champ: chemin, contient: scalaire }),
  z.strictObject({ champ: chemin, au_moins: scalaire }),
  z.strictObject({ champ: chemin, au_plus: scalaire }),
  z.strictObject({ champ: chemin, plus_de: scalaire }),
  z.strictObject({ champ: chemin, moins_de: scalaire }),
  z.strictObject({ champ: chemin, rempli: z.boolean() }),
  z.strictObject({ champ: chemin, certifie: z.boolean() }),
  z.strictObject({ champ: chemin, un_element: z.lazy((): z.ZodType<Condition> => condition) }),
]);

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ tous: z.array(condition).min(1) }),
      z.strictObject({ un: z.array(condition).min(1) }),
      z.strictObject({ non: condition }),
      test,
    ],
    'une condition : « tous », « un », « non », ou « champ » avec un seul opérateur (est, parmi, contient, au_moins, au_plus, plus_de, moins_de, rempli, certifie, un_element)',
  ),
);

/** Everything of a champ that does not depend on its type. What remains are the options of the type. */
export const champSchema = z.looseObject({
  id: identifiant,
  type: identifiant,
  libelle: phrase,
  aide: phrase.optional(),
  siVide: phrase.optional(),
  obligatoire: z.boolean().default(true),
  condition: condition.optional(),
  prefill: z
    .strictObject({ source: z.string().min(1), chemin: z.string().default(''), modifiable: z.boolean().default(false) })
    .optional(),
});

export const CHAMP_COMMUN = ['id', 'type', 'libelle', 'aide', 'siVide', 'obligatoire', 'condition', 'prefill'] as const;

const modeleSchema = z.strictObject({ objet: phrase, corps: z.string().trim().min(1) });

const decisionSchema = z.strictObject({ motifs: z.array(phrase).default([]), lettre: modeleSchema });

export const definitionSchema = z.strictObject({
  id: identifiant,
  titre: phrase,
  resume: phrase,
  presentation: z.array(phrase).min(1),
  duree: phrase,
  aPreparer: z.array(phrase).default([]),
  sources: z.array(z.strictObject({ id: z.string().min(1), finalite: phrase })).default([]),
  sections: z
    .array(
      z.strictObject({
        id: identifiant,
        titre: phrase,
        aide: phrase.optional(),
        condition: condition.optional(),
        champs: z.array(champSchema).min(1, 'au moins un champ'),
      }),
    )
    .min(1, 'au moins une section'),
  regles: z.record(z.string(), z.unknown()).default({}),
  situation: z.record(z.string(), chemin).default({}),
  demandeurs: z.enum(['personnes', 'organisations', 'tous']).default('personnes'),
  demandeur: z.array(chemin).min(1),
  decisions: z.strictObject({ accepte: decisionSchema, refuse: decisionSchema, sans_suite: decisionSchema }),
  courriels: z.strictObject({
    depot: modeleSchema,
    correction: modeleSchema,
    message: modeleSchema,
    decision: modeleSchema,
  }),
  conservationMois: z.int().min(1).max(60),
});
