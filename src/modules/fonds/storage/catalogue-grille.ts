import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lireDonnees } from '../../demarches/index.ts';
import type { Grille } from '../domain/grille-evaluation.ts';

/** @returns undefined where nothing is compared: a desk, say. @throws Error as `parseGrille` */
export async function readGrille(folder: string, slug: string): Promise<Grille | undefined> {
  const texte = await readFile(join(folder, slug, 'grille.yaml'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return texte === undefined ? undefined : parseGrille(`catalogue/fonds/${slug}/grille.yaml`, texte);
}

/** @throws Error listing line and remedy of everything that is wrong */
export function parseGrille(fichier: string, texte: string): Grille {
  const lues = lireDonnees(fichier, texte, grilleSchema);
  if (lues.ok) return lues.donnees;
  throw new Error(lues.erreurs.map((e) => `${e.fichier}:${e.ligne} ${e.message} ${e.remede}`).join('\n'));
}

const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'des minuscules, des chiffres et « _ », par exemple « maturite »');

const isUnique = (all: readonly string[]) => new Set(all).size === all.length;

const grilleSchema = z
  .strictObject({
    quorum: z.int().min(1).max(20),
    aveugle: z.boolean(),
    criteres: z
      .array(
        z.strictObject({
          id: idSchema,
          titre: z.string().trim().min(1).max(120),
          aide: z.string().trim().min(1).max(1000),
          poids: z.int().min(1).max(100),
        }),
      )
      .min(1)
      .max(20)
      .refine((all) => isUnique(all.map(({ id }) => id)), 'des critères dont les identifiants sont tous différents'),
    departages: z.array(idSchema).refine(isUnique, 'des critères cités une seule fois chacun'),
  })
  .refine(
    ({ criteres, departages }) => departages.every((one) => criteres.some(({ id }) => id === one)),
    'citez dans « departages » seulement des critères de cette grille',
  );
