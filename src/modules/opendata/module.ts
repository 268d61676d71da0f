import type { Module } from '../../platform/module.ts';
import type { OpendataDeps } from './pages/deps.ts';
import { importsPages } from './pages/imports.tsx';
import { rapportPages } from './pages/rapport.tsx';
import { importerFichier } from './tasks/importer-fichier.ts';

export function moduleDesDonneesOuvertes(deps: OpendataDeps): Module {
  return {
    pages: [importsPages, rapportPages].flatMap((make) => make(deps)),
    tasks: [importerFichier(deps)],
  };
}
