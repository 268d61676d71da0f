import { join } from 'node:path';
import type { MigrationFolder } from './platform/db/migrate.ts';
import { ROOT } from './platform/root.ts';

const folder = (name: string, path: string): MigrationFolder => ({ name, path: join(ROOT, 'src', path) });

/** Every folder of migrations, in the order in which they run: a module may refer to the tables of those above it. */
export const migrationFolders: readonly MigrationFolder[] = [
  folder('db', 'platform/db/migrations'),
  folder('jobs', 'platform/jobs/migrations'),
  folder('journal', 'modules/journal/migrations'),
  folder('comptes', 'modules/comptes/migrations'),
  folder('demarches', 'modules/demarches/migrations'),
  folder('donnees', 'modules/donnees/migrations'),
  folder('fonds', 'modules/fonds/migrations'),
  folder('opendata', 'modules/opendata/migrations'),
  folder('demonstration', 'demonstration/migrations'),
];
