import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lireModeles, type ModeleTitre } from '../../demarches/index.ts';
import { ACTES, TYPES_ACTE, type TypeActe } from '../domain/acte.ts';
import { BALISES_ACTE } from '../domain/balises-acte.ts';

export type ModeleDuCatalogue = ModeleTitre & { readonly type: TypeActe };

/** Beside the dispositifs, in `catalogue/fonds/`. */
export const DOSSIER_DES_ACTES = 'actes';

const PARAMETRES = 'parametres.yaml';

/** @throws Error that names file, line and remedy of everything that is wrong */
export async function readModelesActes(folder: string): Promise<readonly ModeleDuCatalogue[]> {
  const textes = await Promise.all(
    TYPES_ACTE.map(async (type) => ({ type, texte: await readFile(join(folder, fichierDe(type)), 'utf8') })),
  );
  return parseModelesActes(
    new Map(textes.map(({ type, texte }) => [type, texte])),
    await readFile(join(folder, PARAMETRES), 'utf8'),
  );
}

/** @throws Error listing line and remedy of everything that is wrong */
export function parseModelesActes(
  textes: ReadonlyMap<TypeActe, string>,
  parametres: string,
): readonly ModeleDuCatalogue[] {
  const situes = [...textes].map(([type, texte]) => {
    const { phrases, blocs } = BALISES_ACTE[type];
    return { type, fichier: situe(fichierDe(type)), texte, balises: { phrases: Object.keys(phrases), blocs } };
  });
  const lus = lireModeles(situes, { fichier: situe(PARAMETRES), texte: parametres });
  if (!lus.ok) {
    throw new Error(lus.erreurs.map((e) => `${e.fichier}:${e.ligne} ${e.message} ${e.remede}`).join('\n'));
  }
  return situes.flatMap(({ type, fichier }) => {
    const modele = lus.modeles.get(fichier);
    return modele ? [{ type, ...modele }] : [];
  });
}

const fichierDe = (type: TypeActe) => `${ACTES[type].fichier}.md`;
const situe = (fichier: string) => `catalogue/fonds/${DOSSIER_DES_ACTES}/${fichier}`;
