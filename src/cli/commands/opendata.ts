import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { findOrganisationBySlug } from '../../modules/comptes/index.ts';
import { importFile, TYPES_IMPORT, typeImportOf } from '../../modules/opendata/index.ts';
import { createLogger } from '../../platform/log/logger.ts';
import { openBlobs } from '../../services.ts';
import { ligneAdresse } from '../adresse-servie.ts';
import { type Command, EXIT, type Surroundings } from '../command.ts';
import { withDatabase } from '../connect.ts';

const USAGE = `Importe un fichier de données ouvertes, et dit ce qui n’y va pas.

Usage\u00a0: parvis opendata import <type> <fichier> --organisation <adresse>

${TYPES_IMPORT.map(({ id, nom, format }) => `  ${id.padEnd(26)}${nom} (${format.toUpperCase()})`).join('\n')}

  --organisation <adresse>  celle pour qui importer, par exemple « dinum »

  Interrompu, l’import reprend où il en était quand on relance la même commande.
  Le même fichier, importé deux fois, ne change rien.
`;

export const opendataCommand: Command = async (args, around) => {
  const [action, ...rest] = args;
  const asked = parse(rest);
  if (asked?.values.aide || action === '--aide' || action === '--help') {
    around.stdout(USAGE);
    return EXIT.done;
  }
  const [id = '', fichier, ...others] = asked?.positionals ?? [];
  const type = typeImportOf(id);
  const slug = asked?.values.organisation;
  if (action !== 'import' || !type || fichier === undefined || others.length > 0 || slug === undefined) {
    around.stderr(`Cette commande n’est pas comprise.\n\n${USAGE}`);
    return EXIT.misused;
  }
  const found = await stat(fichier).catch(() => undefined);
  if (!found?.isFile() || found.size === 0) {
    around.stderr('Ce fichier n’existe pas, ou est vide.\n');
    return EXIT.refused;
  }
  return importNow(around, slug, { type: type.id, nom: basename(fichier), path: fichier });
};

function parse(args: readonly string[]) {
  try {
    const options = { organisation: { type: 'string' }, aide: { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch {
    return undefined;
  }
}

type ToImport = { readonly type: (typeof TYPES_IMPORT)[number]['id']; readonly nom: string; readonly path: string };

function importNow(around: Surroundings, slug: string, { type, nom, path }: ToImport): Promise<number> {
  return withDatabase(around, async (context) => {
    const { db, clock, random, config } = context;
    const organisation = await db.read({ public: true }, (tx) => findOrganisationBySlug(tx, slug));
    if (!organisation) {
      around.stderr(`Aucune organisation n’a cette adresse. « parvis organisation list » les donne toutes.\n`);
      return EXIT.refused;
    }
    const logger = createLogger({ level: 'silent', format: 'json' });
    const blobs = await openBlobs(config, { clock, random, logger });
    const fichier = { type, nom, contenu: createReadStream(path) };
    const { termine, dejaFait } = await importFile({ db, clock, random, blobs }, organisation.id, fichier, {
      onProgress: ({ lues }) => around.stderr(`${NOMBRE.format(lues)} lignes lues\n`),
    });
    if (termine.statut === 'refuse') {
      around.stderr(`${termine.refus}\n`);
      return EXIT.refused;
    }
    around.stdout(
      `${dejaFait ? 'Ce fichier est déjà importé : rien n’a changé.' : 'Importé.'}
Lignes lues : ${NOMBRE.format(termine.lues)}
  nouvelles : ${NOMBRE.format(termine.nouvelles)}
  modifiées : ${NOMBRE.format(termine.modifiees)}
  inchangées : ${NOMBRE.format(termine.inchangees)}
  en double : ${NOMBRE.format(termine.en_double)}
  rejetées : ${NOMBRE.format(termine.rejetees)}
Défauts : ${NOMBRE.format(termine.defauts)}
${ligneAdresse('Rapport', config, `/opendata/${slug}/imports/${termine.id}`)}
`.replaceAll(' :', '\u00a0:'),
    );
    return EXIT.done;
  });
}

const NOMBRE = new Intl.NumberFormat('fr-FR');
