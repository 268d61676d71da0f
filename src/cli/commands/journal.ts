import { auditCommand } from '../../modules/journal/index.ts';
import { type Command, EXIT } from '../command.ts';
import { withDatabase } from '../connect.ts';

const USAGE = `Usage\u00a0: parvis journal audit [--tetes <fichier>] [--cle <empreinte>]… [--certificat <fichier>]…

  Recalcule chaque écriture du journal, chaque nœud de l’arbre et chaque tête signée, et nomme la première différence.

  --tetes <fichier>       têtes publiées que vous avez gardées (JSON)
  --cle <empreinte>       clé qui avait le droit de signer
  --certificat <fichier>  autorité d’horodatage de confiance (PEM)
`;

/** `parvis journal audit`: the only action there is on a journal, since nobody may change it. */
export const journalCommand: Command = async (args, around) => {
  const [action, ...rest] = args;
  if (args.includes('--aide') || args.includes('--help')) {
    around.stdout(USAGE);
    return EXIT.done;
  }
  if (action !== 'audit') {
    around.stderr(`Cette commande n’est pas comprise.\n\n${USAGE}`);
    return EXIT.misused;
  }
  return withDatabase(around, ({ db }) => auditCommand(rest, around, db));
};
