import { parseArgs } from 'node:util';
import {
  addOrganisation,
  listOrganisations,
  type Organisation,
  searchOrganisations,
  type TypeOrganisation,
} from '../../modules/comptes/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { formatSiren } from '../../values/siren.ts';
import { ligneAdresse } from '../adresse-servie.ts';
import { type Command, EXIT, type Surroundings } from '../command.ts';
import { withDatabase } from '../connect.ts';

const USAGE = `Ajoute ou liste les organisations installées.

Usage\u00a0: parvis organisation add <code Insee ou SIREN> [--siren <SIREN>]
        parvis organisation list [--type <type>] [--cherche <texte>]

  add     ajoute une commune, un groupement, un département… d’après le code officiel géographique.
          L’ajouter deux fois ne change rien.
    --siren <SIREN>    pour une commune dont ce code ne donne pas le SIREN (Nouvelle-Calédonie…)

  list    liste les organisations, dans l’ordre de leurs adresses.
    --type <type>      commune, epci, departement, region ou etat
    --cherche <texte>  les 20 qui répondent le mieux à ce nom, ce code postal ou ce code Insee
`;

export const organisationCommand: Command = async (args, around) => {
  const [action, ...rest] = args;
  const asked = parse(rest);
  if (asked?.values.aide || action === '--aide' || action === '--help') {
    around.stdout(USAGE);
    return EXIT.done;
  }
  const { values, positionals } = asked ?? { values: {}, positionals: [] };
  const [code, ...others] = positionals;
  if (action === 'add' && code !== undefined && others.length === 0) return add(around, code, values.siren);
  const type = TYPES.find((known) => known === values.type);
  const isList = action === 'list' && asked && code === undefined && (values.type === undefined || type);
  if (isList) return list(around, type, values.cherche);
  around.stderr(`Cette commande n’est pas comprise.\n\n${USAGE}`);
  return EXIT.misused;
};

function parse(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { siren: text, type: text, cherche: text, aide: { type: 'boolean' } },
    });
  } catch {
    return undefined;
  }
}

function add(around: Surroundings, code: string, siren: string | undefined): Promise<number> {
  return withDatabase(around, async (context) => {
    const added = await addOrganisation(context, code, siren);
    if (!added.ok) {
      around.stderr(`${added.error}\n`);
      return EXIT.refused;
    }
    const { organisation, created, remarque } = added.value;
    around.stdout(`${created ? 'Ajoutée' : 'Déjà installée'}\u00a0: ${describe(organisation)}.
${ligneAdresse('Son adresse', context.config, `/${organisation.slug}`)}
${remarque === null ? '' : `\nAttention\u00a0: ${remarque}\n`}`);
    return EXIT.done;
  });
}

function describe({ nom, type, codeInsee, siren }: Organisation): string {
  const code = codeInsee === null ? '' : `, code Insee ${codeInsee}`;
  return `${nom} (${NATURES[type]}${code}, SIREN ${formatSiren(siren)})`;
}

const NATURES: Readonly<Record<TypeOrganisation, string>> = {
  commune: 'commune',
  epci: 'groupement de communes',
  departement: 'département',
  region: 'région',
  etat: 'service de l’État',
};
const TYPES = Object.keys(NATURES) as readonly TypeOrganisation[];

const PAGE = 500;
const BEST = 20;

function list(around: Surroundings, type: TypeOrganisation | undefined, text: string | undefined): Promise<number> {
  return withDatabase(around, async ({ db }) => {
    const read = <T>(work: (tx: Tx) => Promise<T>) => db.transaction({ public: true }, work);
    if (text !== undefined) {
      const found = await read((tx) => searchOrganisations(tx, text, BEST));
      around.stdout(
        found
          .filter((one) => type === undefined || one.type === type)
          .map(line)
          .join(''),
      );
      return EXIT.done;
    }
    let after: string | undefined;
    do {
      const page = await read((tx) =>
        listOrganisations(tx, { limit: PAGE, ...(type && { type }), ...(after !== undefined && { after }) }),
      );
      around.stdout(page.map(line).join(''));
      after = page.length === PAGE ? page.at(-1)?.slug : undefined;
    } while (after !== undefined);
    return EXIT.done;
  });
}

/** Columns that a person can read and `cut -f` can cut. */
function line({ slug, nom, type, codeInsee, siren }: Organisation): string {
  return `${slug}\t${nom}\t${type}\t${codeInsee ?? ''}\t${siren}\n`;
}
