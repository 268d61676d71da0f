/** Open data: files that organisations import, and what they publish. */
export { type Defaut, problemeOf, remedeOf } from './domain/defaut.ts';
export {
  aPublierAvant,
  ENTETE_SCDL,
  lignesScdl,
  type SubventionAPublier,
  texteScdl,
} from './domain/scdl/publier.ts';
export type { IdTypeImport } from './domain/type-import.ts';
export { TYPES_IMPORT, typeImportOf } from './domain/types-import.ts';
export { moduleDesDonneesOuvertes } from './module.ts';
export { isFichierImporte } from './storage/imports.ts';
export { importFile } from './use-cases/import-file.ts';
