import { z } from 'zod';

/** One answer of a list. The id is kept and compared by conditions: a label can be reworded, an id never changes. */
export type Choix = { readonly id: string; readonly libelle: string; readonly aide?: string | undefined };

export const choixSchema = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'un identifiant en minuscules, chiffres et tirets'),
      libelle: z.string().trim().min(1, 'un texte non vide'),
      aide: z.string().trim().min(1, 'un texte non vide').optional(),
    }),
  )
  .min(1, 'au moins un choix')
  .max(2000, '2 000 choix au plus')
  .refine((choix) => new Set(choix.map(({ id }) => id)).size === choix.length, 'des identifiants tous différents');

/** The label of a kept answer; its id when the choice has since been removed from the list. */
export function libelleDuChoix(choix: readonly Choix[], id: string): string {
  return choix.find((candidate) => candidate.id === id)?.libelle ?? id;
}

/** As the radio buttons and the boxes want them. */
export function choiceOptions(choix: readonly Choix[]) {
  return choix.map(({ id, libelle, aide }) => ({ value: id, label: libelle, hint: aide }));
}
