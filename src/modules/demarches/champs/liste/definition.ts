import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';
import { cleDeRecherche } from '../chercher.ts';
import { type Choix, choixSchema } from '../choix-options.ts';

export type ListeOptions = { readonly choix: readonly Choix[] };

/**
 * One answer in a list, found by typing when the list is long. The id is kept; the label is typed, whatever its accents, capitals and
 * hyphens: two labels that differ by these only could not be told apart, so they are refused here.
 */
export const liste: ChampDefinition<ListeOptions, string> = {
  type: 'liste',
  nom: 'Liste avec recherche',
  nature: 'choix',
  options: z.strictObject({
    choix: choixSchema.refine(
      (choix) => new Set(choix.map(({ libelle }) => cleDeRecherche(libelle))).size === choix.length,
      'des libellés qui diffèrent autrement que par les accents, les majuscules ou les signes',
    ),
  }),
  valeur: z.string().min(1),
  siVide: (libelle) => `Choisissez une réponse à «\u00a0${libelle}\u00a0».`,
};
