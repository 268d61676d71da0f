import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lireDonnees } from '../../demarches/index.ts';
import type { GrilleAvis } from '../domain/avis.ts';
import type { Grille } from '../domain/grille-evaluation.ts';

const EVALUATION = 'grille.yaml';
const AVIS = 'avis.yaml';

/** @returns undefined where nothing is compared: a desk, say. @throws Error as `parseGrille` */
export async function readGrille(folder: string, slug: string): Promise<Grille | undefined> {
  const texte = await readIfThere(join(folder, slug, EVALUATION));
  return texte === undefined ? undefined : parseGrille(situe(slug, EVALUATION), texte);
}

/** The grid of opinions of a dispositif: its own, or the one of all. @throws Error as `parseGrille` */
export async function readGrilleAvis(folder: string, slug: string): Promise<GrilleAvis> {
  const own = await readIfThere(join(folder, slug, AVIS));
  if (own !== undefined) return parseGrilleAvis(situe(slug, AVIS), own);
  return parseGrilleAvis(`catalogue/fonds/${AVIS}`, await readFile(join(folder, AVIS), 'utf8'));
}

const situe = (slug: string, nom: string) => `catalogue/fonds/${slug}/${nom}`;

function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** @throws Error listing line and remedy of everything that is wrong */
export function parseGrille(fichier: string, texte: string): Grille {
  return lire(fichier, texte, grilleSchema);
}

/** @throws Error as `parseGrille` */
export function parseGrilleAvis(fichier: string, texte: string): GrilleAvis {
  return lire(fichier, texte, avisSchema);
}

function lire<T>(fichier: string, texte: string, schema: z.ZodType<T>): T {
  const lues = lireDonnees(fichier, texte, schema);
  if (lues.ok) return lues.donnees;
  throw new Error(lues.erreurs.map((e) => `${e.fichier}:${e.ligne} ${e.message} ${e.remede}`).join('\n'));
}

const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'des minuscules, des chiffres et « _ », par exemple « maturite »');

const isUnique = (all: readonly string[]) => new Set(all).size === all.length;

const TOUS_DIFFERENTS = 'des critères dont les identifiants sont tous différents';

const avisSchema = z.strictObject({
  criteres: z
    .array(
      z.strictObject({
        id: idSchema,
        titre: z.string().trim().min(1).max(120),
        aide: z.string().trim().min(1).max(1000).optional(),
      }),
    )
    .min(1)
    .max(20)
    .refine((all) => isUnique(all.map(({ id }) => id)), TOUS_DIFFERENTS),
});

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
      .refine((all) => isUnique(all.map(({ id }) => id)), TOUS_DIFFERENTS),
    departages: z.array(idSchema).refine(isUnique, 'des critères cités une seule fois chacun'),
  })
  .refine(
    ({ criteres, departages }) => departages.every((one) => criteres.some(({ id }) => id === one)),
    'citez dans « departages » seulement des critères de cette grille',
  );
