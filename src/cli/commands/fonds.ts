import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findOrganisationBySiren, findOrganisationBySlug, type Organisation } from '../../modules/comptes/index.ts';
import { openCatalogue, registreDesChamps } from '../../modules/demarches/index.ts';
import { sourcesDeDonnees } from '../../modules/donnees/index.ts';
import {
  type ApercuAdoption,
  adoptAsSysteme,
  nouveautesDe,
  previewAdoption,
  readAdoptable,
} from '../../modules/fonds/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { createLogger } from '../../platform/log/logger.ts';
import { ROOT } from '../../platform/root.ts';
import { count } from '../../values/french.ts';
import { parseSiren } from '../../values/siren.ts';
import { ligneAdresse } from '../adresse-servie.ts';
import { type Command, EXIT, type Surroundings } from '../command.ts';
import { type CommandContext, withDatabase } from '../connect.ts';

const USAGE = `Donne à une organisation le fonds du catalogue, pour qu’elle le gère.

Usage\u00a0: parvis fonds adopt <SIREN ou adresse> [--apercu]

  <SIREN ou adresse>  d’une organisation installée\u00a0: 130025265, ou dinum
  --apercu            dit ce qui serait créé, et n’écrit rien

  Le programme et ses axes, les dispositifs, leurs formulaires, leurs sessions, leurs règles, les grilles et les textes
  des actes sont ceux de «\u00a0catalogue/fonds\u00a0». Ce qui existe ne change pas, ce qui manque est créé\u00a0: relancez la
  commande quand le catalogue a changé. Aucun crédit n’est ouvert.
`;

export const fondsCommand: Command = async (args, around) => {
  const [action, ...rest] = args;
  const asked = parse(rest);
  if (asked?.values.aide || action === '--aide' || action === '--help') {
    around.stdout(USAGE);
    return EXIT.done;
  }
  const [code, ...others] = asked?.positionals ?? [];
  if (action !== 'adopt' || code === undefined || others.length > 0) {
    around.stderr(`Cette commande n’est pas comprise.\n\n${USAGE}`);
    return EXIT.misused;
  }
  return withDatabase(around, (context) => adopt(context, around, code, asked?.values.apercu === true));
};

function parse(args: readonly string[]) {
  try {
    const options = { apercu: { type: 'boolean' }, aide: { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    return undefined;
  }
}

async function adopt(context: CommandContext, around: Surroundings, code: string, apercu: boolean): Promise<number> {
  const organisation = await context.db.read({ public: true }, (tx) => find(tx, code));
  if (!organisation) {
    around.stderr(
      'Aucune organisation installée n’a ce SIREN ou cette adresse\u00a0: voyez «\u00a0parvis organisation list\u00a0».\n',
    );
    return EXIT.refused;
  }
  const adoptable = await readAdoptable(catalogueOf(context));
  const { id: organisationId, nom, slug } = organisation;
  if (apercu) {
    const preview = await context.db.read({ systeme: true }, (tx) =>
      previewAdoption(tx, { ...adoptable, organisationId }),
    );
    around.stdout(`${nom}\n\n${linesOf(preview, 'à créer')}`);
    return EXIT.done;
  }
  const adopted = await adoptAsSysteme(context, organisationId, adoptable);
  if (!adopted.ok) {
    around.stderr(`${adopted.error}\n`);
    return EXIT.refused;
  }
  const nouveautes = nouveautesDe(adopted.value);
  const conclusion =
    nouveautes.length === 0 ? 'Tout est déjà là\u00a0: rien n’a changé.' : `Créé\u00a0: ${nouveautes.join(', ')}.`;
  around.stdout(`${nom}\n\n${linesOf(adopted.value, 'créé')}\n${conclusion}
${ligneAdresse('Sa page', context.config, `/fonds/${slug}`)}
`);
  return EXIT.done;
}

function find(tx: Tx, code: string): Promise<Organisation | undefined> {
  const siren = parseSiren(code);
  return siren.ok ? findOrganisationBySiren(tx, siren.value) : findOrganisationBySlug(tx, code);
}

/** The forms, checked against the same sources as the server's: none of them is asked anything. */
function catalogueOf({ db, clock, config }: CommandContext) {
  const sources = sourcesDeDonnees({
    db,
    clock,
    logger: createLogger({ level: 'silent', format: 'json' }),
    baseUrl: config.API_PARTICULIER_URL ?? 'https://particulier.api.gouv.fr',
    limites: { parMinute: config.API_PARTICULIER_PAR_MINUTE, parSeconde: config.API_PARTICULIER_PAR_SECONDE },
  });
  return openCatalogue(join(ROOT, 'catalogue'), { registre: registreDesChamps, sources });
}

/** One thing a line, with what becomes of it: to be read, and cut by its tabulations. */
function linesOf({ programme, dispositifs, actes }: ApercuAdoption, manquant: string): string {
  const line = (quoi: string, nom: string, manque: boolean) => `${quoi}\t${nom}\t${manque ? manquant : 'déjà là'}\n`;
  return [
    line('programme', programme.nom, programme.manque),
    ...dispositifs.flatMap(({ nom, manque, sessions, formulaire }) => [
      line('dispositif', nom, manque),
      ...sessions.flatMap((session) => [
        line('session', session.nom, session.manque),
        ...(session.regles > 0 ? [line('règles', `${count(session.regles, 'version')}, ${session.nom}`, true)] : []),
        ...(session.grille ? [line('grille', session.nom, true)] : []),
        ...(session.avis ? [line('grille d’avis', session.nom, true)] : []),
      ]),
      ...(formulaire ? [line('formulaire', formulaire.titre, formulaire.manque)] : []),
    ]),
    ...actes.map(({ titre, manque }) => line('texte', titre, manque)),
  ].join('');
}
