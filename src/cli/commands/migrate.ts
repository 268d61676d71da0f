import { migrationFolders } from '../../migrations.ts';
import { readConfig } from '../../platform/config/config.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { migrateJobs } from '../../platform/jobs/migrate.ts';
import { type Command, EXIT } from '../command.ts';
import { withServer } from '../connect.ts';

const USAGE = `Usage\u00a0: parvis migrate

  Met la base de données au schéma de cette version, en se connectant comme son propriétaire (DATABASE_OWNER_URL).
  Interrompu, il suffit de le relancer. À faire avant de démarrer une nouvelle version sur plusieurs serveurs\u00a0;
  un serveur seul le fait lui-même en démarrant.
`;

export const migrateCommand: Command = async (args, around) => {
  if (args.length > 0) {
    const isHelp = args.some((arg) => arg === '--aide' || arg === '--help');
    around[isHelp ? 'stdout' : 'stderr'](isHelp ? USAGE : `Cette commande n’est pas comprise.\n\n${USAGE}`);
    return isHelp ? EXIT.done : EXIT.misused;
  }
  return withServer(readConfig(around.env), around, async ({ ownerUrl }) => {
    const ran = await migrate(ownerUrl, migrationFolders, migrateJobs);
    const lines = ran.map((id) => `  ${id}\n`).join('');
    around.stdout(
      ran.length === 0 ? 'Rien à faire\u00a0: la base est à jour.\n' : `Migrations passées\u00a0:\n${lines}`,
    );
    return EXIT.done;
  });
};
