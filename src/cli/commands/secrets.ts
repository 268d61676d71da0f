import { colonnesScelleesDesComptes } from '../../modules/comptes/index.ts';
import { colonnesScelleesDesDonnees } from '../../modules/donnees/index.ts';
import { type ResealReport, resealAll, type SealedColumn } from '../../platform/reseal.ts';
import { type Command, EXIT } from '../command.ts';
import { withDatabase } from '../connect.ts';

const USAGE = `Usage\u00a0: parvis secrets rotate

  Scelle de nouveau, sous SECRET, tout ce que la base garde scellé sous SECRET_PRECEDENT\u00a0: jetons des habilitations,
  jetons de rafraîchissement des sessions. Pour changer de SECRET\u00a0:

    1. donnez l’ancien dans SECRET_PRECEDENT et le nouveau dans SECRET, puis redémarrez chaque serveur\u00a0;
    2. lancez cette commande. Interrompue, il suffit de la relancer\u00a0;
    3. retirez SECRET_PRECEDENT, puis redémarrez.

  Les formulaires ouverts à ce moment-là devront être rechargés. Code de sortie\u00a0: 1 si une valeur ne s’ouvre plus.
`;

/** Every sealed column of the database; a test looks for those that are missing. */
export const sealedColumns: readonly SealedColumn[] = [...colonnesScelleesDesComptes, ...colonnesScelleesDesDonnees];

/** `parvis secrets rotate`. */
export const secretsCommand: Command = async (args, around) => {
  if (args.includes('--aide') || args.includes('--help')) {
    around.stdout(USAGE);
    return EXIT.done;
  }
  if (args.length !== 1 || args[0] !== 'rotate') {
    around.stderr(`Cette commande n’est pas comprise.\n\n${USAGE}`);
    return EXIT.misused;
  }
  return withDatabase(around, async ({ db, config }) => {
    const secrets = { current: config.secret, previous: config.SECRET_PRECEDENT };
    const reports = await resealAll(db, sealedColumns, secrets);
    for (const report of reports) around.stdout(`  ${describe(report)}\n`);
    const lost = reports.reduce((sum, { unreadable }) => sum + unreadable, 0);
    around.stdout(lost === 0 ? END : LOST);
    return lost === 0 ? EXIT.done : EXIT.refused;
  });
};

function describe({ column, resealed, current, unreadable }: ResealReport): string {
  return `${column}\u00a0: ${resealed} scellés de nouveau, ${current} déjà à jour, ${unreadable} illisibles`;
}

const END = '\nTout est scellé sous SECRET\u00a0: SECRET_PRECEDENT peut être retiré.\n';
const LOST =
  '\nCe qui est illisible n’a été scellé ni sous SECRET ni sous SECRET_PRECEDENT. Redonnez l’ancien secret, ou\nenregistrez de nouveau ces jetons.\n';
