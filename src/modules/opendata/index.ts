/** Open data: files that organisations import, and what they publish. */
import type { Page } from '../../platform/http/page.ts';
import type { OpendataDeps } from './pages/deps.ts';
import { importsPages } from './pages/imports.tsx';
import { rapportPages } from './pages/rapport.tsx';

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
export { isFichierImporte } from './storage/imports.ts';
export { importerFichier } from './tasks/importer-fichier.ts';
export { importFile } from './use-cases/import-file.ts';

/** For whoever manages an organisation's open data. */
export function opendataPages(deps: OpendataDeps): readonly Page[] {
  return [importsPages, rapportPages].flatMap((make) => [...make(deps)]);
}
