import { z } from 'zod';
import { liste, texte } from '../lecture.ts';

/** A commune as API Géo knows it today. */
export type CommuneGeo = { readonly code: string; readonly nom: string; readonly codesPostaux: readonly string[] };

const commune = z.object({
  code: z.string().regex(/^(\d{2}|2[AB])\d{3}$/),
  nom: texte,
  codesPostaux: z.array(z.string().regex(/^\d{5}$/)).max(100),
});

/** A list of communes, or one of them alone. */
export function lireCommunes(body: unknown): readonly CommuneGeo[] | undefined {
  const communes = liste(commune, 500).parse(Array.isArray(body) ? body : [body]);
  return communes && (Array.isArray(body) || communes.length > 0) ? communes : undefined;
}
