import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FICHIER_DEMARCHE, FICHIER_PARAMETRES, FICHIER_REGLES, type Fichiers } from '../domain/chargement/fichiers.ts';
import { type Chargement, loadDefinition, type OptionsChargement } from '../domain/load-definition.ts';

/**
 * Reads one démarche of the catalogue, `catalogue/<folder>/`: `demarche.yaml`, `regles.publicodes.yaml` and
 * `parametres.yaml` if it has some, and the texts of `lettres/` and `courriels/`. Other files, links and hidden files are
 * left alone.
 *
 * @throws when the folder cannot be read
 */
export async function loadFolder(path: string, options: OptionsChargement): Promise<Chargement> {
  return loadDefinition(await readFolder(path), options);
}

/** The folders of a catalogue that hold a démarche, in alphabetical order. */
export async function listCatalogue(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const found = await Promise.all(
    folders.map(async (name) => ((await isFile(join(path, name, FICHIER_DEMARCHE))) ? [name] : [])),
  );
  return found.flat().toSorted();
}

/** The catalogue of this installation, as it was when it started: its texts do not change under a running program. */
export type Catalogue = {
  /** Names of its démarches. */
  readonly noms: () => Promise<readonly string[]>;
  /** @param parametres what an organisation set */
  readonly load: (nom: string, parametres: Readonly<Record<string, unknown>>) => Promise<Chargement>;
};

export function openCatalogue(path: string, options: Omit<OptionsChargement, 'parametres'>): Catalogue {
  let noms: Promise<readonly string[]> | undefined;
  const files = new Map<string, Promise<Fichiers>>();
  return {
    noms: () => {
      noms ??= listCatalogue(path);
      return noms;
    },
    async load(nom, parametres) {
      const read = files.get(nom) ?? readFolder(join(path, nom));
      files.set(nom, read);
      return loadDefinition(await read, { ...options, parametres });
    },
  };
}

async function readFolder(path: string): Promise<Fichiers> {
  const texts = await Promise.all(FOLDERS_OF_TEXTS.map((folder) => textsOf(path, folder)));
  const names = [FICHIER_DEMARCHE, FICHIER_REGLES, FICHIER_PARAMETRES, ...texts.flat()];
  const read = names.map(async (name): Promise<[string, string][]> => {
    const file = join(path, name);
    return (await isFile(file)) ? [[name, await readFile(file, 'utf8')]] : [];
  });
  return Object.fromEntries((await Promise.all(read)).flat());
}

const FOLDERS_OF_TEXTS = ['lettres', 'courriels'] as const;

async function textsOf(path: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(join(path, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => /^[a-z][a-z0-9_]*\.md$/.test(name)).map((name) => `${folder}/${name}`);
}

/** False when there is nothing, or something that is not a plain file. */
async function isFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
