import { z } from 'zod';
import type { ChampDefinition } from '../../domain/champ.ts';

/** Those of the HTML standard that a short text can be; the others have a type of their own. */
const AUTOCOMPLETE = [
  'off',
  'name',
  'honorific-prefix',
  'given-name',
  'additional-name',
  'family-name',
  'nickname',
  'organization',
  'organization-title',
  'country-name',
  'url',
] as const;
type Autocomplete = (typeof AUTOCOMPLETE)[number];

export type TexteOptions = {
  /** Characters, spaces included. */
  readonly longueurMax: number;
  /** Lets the browser propose what it knows of the person (WCAG 1.3.5). */
  readonly autocomplete?: Autocomplete | undefined;
  /** True when the answer is the address of a page. */
  readonly lien?: boolean | undefined;
};

export const texte: ChampDefinition<TexteOptions, string> = {
  type: 'texte',
  nom: 'Texte court',
  nature: 'texte',
  options: z.strictObject({
    longueurMax: z.int().min(1).max(500).default(200),
    autocomplete: z.enum(AUTOCOMPLETE).optional(),
    lien: z.boolean().optional(),
  }),
  valeur: z.string().min(1),
};
