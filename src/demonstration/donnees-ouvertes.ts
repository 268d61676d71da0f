import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { findOrganisationBySlug } from '../modules/comptes/index.ts';
import type { Moteur } from '../modules/demarches/index.ts';
import { importFile } from '../modules/opendata/index.ts';
import { FONDS } from './reconstitution/chiffres.ts';

/** Real files that the demonstration knows, by their names in the folder. */
const FICHIERS = [
  { type: 'dotations-investissement', nom: 'dotations-investissement-2019.csv' },
  { type: 'france-relance', nom: 'france-relance-conseillers-numeriques-2022.json' },
] as const;

/** Imports the real projects and laureates into the fund's organisation; what is there already costs one read of its file. */
export async function importerDonnees(
  moteur: Moteur,
  dossier: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const fonds = await moteur.db.read({ public: true }, (tx) => findOrganisationBySlug(tx, FONDS.slug));
  if (!fonds) throw new Error(`The demonstration has no organisation ${FONDS.slug}`);
  for (const { type, nom } of FICHIERS) {
    if (signal.aborted) return;
    const path = join(dossier, nom);
    if (!(await isThere(path))) {
      say(`Données ouvertes : ${nom} n’est pas dans ${dossier}.`);
      continue;
    }
    const fichier = { type, nom, contenu: createReadStream(path) };
    const { termine, dejaFait } = await importFile(moteur, fonds.id, fichier, { signal });
    if (!dejaFait && termine.statut === 'termine') say(`Données ouvertes : ${nom}, ${termine.lues} lignes lues.`);
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
