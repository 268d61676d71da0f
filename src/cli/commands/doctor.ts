import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../platform/clock.ts';
import { type Config, InvalidConfiguration, readConfig } from '../../platform/config/config.ts';
import { type Command, EXIT, type Surroundings } from '../command.ts';
import { embeddedFolder, withServer } from '../connect.ts';
import type { CheckContext } from '../doctor/check.ts';
import { checkDisk } from '../doctor/check-disk.ts';
import { checks } from '../doctor/checks.ts';
import { bon, type Finding, mauvais, remarque } from '../doctor/finding.ts';
import { explainFailure } from '../explain-failure.ts';

const USAGE = `Usage\u00a0: parvis doctor

  Vérifie la configuration, la base de données, le rôle de l’application, le disque, FranceConnect, ProConnect, API
  Particulier et les habilitations, l’envoi de courriels, l’antivirus et le stockage des fichiers, et dit quoi corriger.
  Ne change rien. Code de sortie\u00a0: 0 tout va bien, 1 il y a quelque chose à corriger.
`;

export const doctorCommand: Command = async (args, around) => {
  if (args.length > 0) {
    const isHelp = args.some((arg) => arg === '--aide' || arg === '--help');
    around[isHelp ? 'stdout' : 'stderr'](isHelp ? USAGE : `Cette commande n’est pas comprise.\n\n${USAGE}`);
    return isHelp ? EXIT.done : EXIT.misused;
  }
  let wrong = 0;
  for await (const finding of examine(around)) {
    around.stdout(`${MARKS[finding.etat]} ${finding.texte}\n`);
    if (finding.etat === 'mauvais') wrong += 1;
  }
  around.stdout(
    wrong === 0
      ? `\n${BIEN[around.env['PARVIS_MODE'] === 'production' ? 'production' : 'demonstration']}\n`
      : `\n${wrong === 1 ? 'Un point est' : `${wrong} points sont`} à corriger.\n`,
  );
  return wrong === 0 ? EXIT.done : EXIT.refused;
};

/** A server whose configuration was not read is a demonstration, and nothing of it was looked at. */
const BIEN = {
  production: 'Tout va bien.',
  demonstration: 'Tout va bien, en démonstration\u00a0: ce que les simulateurs remplacent n’est pas vérifié.',
};

/** Words, not only signs: the output may be read aloud. */
const MARKS: Readonly<Record<Finding['etat'], string>> = {
  bon: '  bon       ',
  mauvais: '  À CORRIGER',
  remarque: '  à savoir  ',
};

async function* examine(around: Surroundings): AsyncGenerator<Finding> {
  yield bon(`Node ${process.version}.`);
  const config = configurationOf(around);
  if (Array.isArray(config)) {
    yield* config;
    return;
  }
  yield bon(`La configuration se lit (${config.production ? 'production' : 'démonstration'}, ${config.publicUrl}).`);
  if (config.production && !config.CLAMD)
    yield remarque('Sans CLAMD, les fichiers reçus ne sont pas analysés par un antivirus.');
  if (config.production && !config.JOURNAL_TSA_URL)
    yield remarque('Sans JOURNAL_TSA_URL, les têtes du journal ne sont pas horodatées par un tiers.');
  yield* await checkDisk(config.dataDir);
  if (config.DATABASE_URL === undefined && !(await exists(join(embeddedFolder(config), 'data', 'PG_VERSION')))) {
    yield remarque('Pas encore de base de données\u00a0: le premier démarrage la crée.');
    return;
  }
  yield* await withServer(config, around, (urls) => runChecks({ ...urls, config, clock: systemClock }));
}

/** One that breaks is a finding, and the next ones are still made. */
async function runChecks(context: CheckContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    try {
      findings.push(...(await check(context)));
    } catch (error) {
      findings.push(mauvais(explainFailure(error).text));
    }
  }
  return findings;
}

/** The configuration, or what is wrong with it. */
function configurationOf(around: Surroundings): Config | Finding[] {
  try {
    return readConfig(around.env);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems.map(mauvais);
    // Reading it writes the secret of a demonstration.
    return [mauvais(`DATA_DIR ne peut pas servir. ${explainFailure(error).text}`)];
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
