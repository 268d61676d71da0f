import { type Command, EXIT, type Surroundings } from './command.ts';
import { explainFailure } from './explain-failure.ts';

type Entry = { readonly resume: string; readonly load: () => Promise<Command> };

/** Each command loads only itself: `verify` must work where nothing else does. */
const COMMANDS: Readonly<Record<string, Entry>> = {
  organisation: {
    resume: 'ajoute ou liste les organisations installées',
    load: async () => (await import('./commands/organisation.ts')).organisationCommand,
  },
  membre: {
    resume: 'invite une personne dans une organisation',
    load: async () => (await import('./commands/membre.ts')).membreCommand,
  },
  opendata: {
    resume: 'importe un fichier de données ouvertes, et dit ce qui n’y va pas',
    load: async () => (await import('./commands/opendata.ts')).opendataCommand,
  },
  fonds: {
    resume: 'donne à une organisation le fonds du catalogue',
    load: async () => (await import('./commands/fonds.ts')).fondsCommand,
  },
  verify: {
    resume: 'vérifie un accusé de dépôt, sans serveur ni base de données',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  journal: {
    resume: 'recalcule tout le journal et dit s’il est intact',
    load: async () => (await import('./commands/journal.ts')).journalCommand,
  },
  migrate: {
    resume: 'met la base de données au schéma de cette version',
    load: async () => (await import('./commands/migrate.ts')).migrateCommand,
  },
  secrets: {
    resume: 'scelle de nouveau les secrets de la base après un changement de SECRET',
    load: async () => (await import('./commands/secrets.ts')).secretsCommand,
  },
  doctor: {
    resume: 'vérifie que l’installation est en ordre',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
};

/** Runs one command line. Whatever happens is said in French on standard error, and by the exit code. */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || /^(--?(aide|help|h)|aide|help)$/.test(name)) {
    around.stdout(USAGE);
    return EXIT.done;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    around.stderr(`La commande «\u00a0${printable(name)}\u00a0» n’existe pas.\n\n${USAGE}`);
    return EXIT.misused;
  }
  try {
    const command = await entry.load();
    return await command(args, around);
  } catch (error) {
    const { text, code } = explainFailure(error);
    around.stderr(`${text}\n`);
    return code;
  }
}

const USAGE = `Parvis, le commun numérique des collectivités.

Usage\u00a0: parvis <commande> [options]

${Object.entries(COMMANDS)
  .map(([name, { resume }]) => `  ${name.padEnd(14)}${resume}`)
  .join('\n')}

«\u00a0parvis <commande> --aide\u00a0» explique une commande.

Code de sortie\u00a0: 0 fait, 1 refusé ou en échec, 2 commande mal écrite ou configuration refusée.
`;

/** What was typed, without what could command the terminal. */
function printable(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').slice(0, 60);
}
