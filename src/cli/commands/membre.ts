import {
  findOrganisationBySiren,
  findOrganisationBySlug,
  inviteMembreAsSysteme,
  nomsDesRoles,
  type Organisation,
  parseRoles,
  ROLES,
  type Role,
} from '../../modules/comptes/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Email, parseEmail } from '../../values/email.ts';
import { parseSiren } from '../../values/siren.ts';
import { ligneAdresse } from '../adresse-servie.ts';
import { type Command, EXIT, type Surroundings } from '../command.ts';
import { withDatabase } from '../connect.ts';

const USAGE = `Invite une personne dans une organisation, par exemple son premier administrateur.

Usage\u00a0: parvis membre invite <SIREN ou adresse> <courriel> <rôle>…

  <SIREN ou adresse>  d’une organisation installée\u00a0: 218601946, ou poitiers
  <courriel>          l’adresse professionnelle que ProConnect connaît
  <rôle>              un ou plusieurs parmi\u00a0: ${ROLES.join(', ')}

La personne reçoit un courriel quand le serveur tourne, et entre avec ProConnect. L’invitation vaut 30 jours.
`;

export const membreCommand: Command = async (args, around) => {
  const [action, organisation, courriel, ...roles] = args;
  if (args.some((arg) => arg === '--aide' || arg === '--help')) {
    around.stdout(USAGE);
    return EXIT.done;
  }
  const email = parseEmail(courriel ?? '');
  const known = parseRoles(roles);
  const understood = known.length > 0 && known.length === new Set(roles).size;
  if (action !== 'invite' || organisation === undefined || courriel === undefined || !understood) {
    around.stderr(`Cette commande n’est pas comprise.\n\n${USAGE}`);
    return EXIT.misused;
  }
  if (!email.ok) {
    around.stderr(`${email.error}\n`);
    return EXIT.misused;
  }
  return invite(around, organisation, { email: email.value, roles: known });
};

type Demande = { readonly email: Email; readonly roles: readonly Role[] };

function invite(around: Surroundings, code: string, demande: Demande): Promise<number> {
  return withDatabase(around, async (context) => {
    const organisation = await context.db.transaction({ public: true }, (tx) => find(tx, code));
    if (!organisation) {
      around.stderr(
        'Aucune organisation installée n’a ce SIREN ou cette adresse\u00a0: voyez «\u00a0parvis organisation list\u00a0».\n',
      );
      return EXIT.refused;
    }
    const invited = await inviteMembreAsSysteme(context, organisation.id, demande);
    if (!invited.ok) {
      around.stderr(`${invited.error}\n`);
      return EXIT.refused;
    }
    around.stdout(`Invité à ${organisation.nom}\u00a0: ${demande.email} (${nomsDesRoles(demande.roles)}).
${ligneAdresse('Sa connexion', context.config, '/connexion/agents')}
`);
    return EXIT.done;
  });
}

function find(tx: Tx, code: string): Promise<Organisation | undefined> {
  const siren = parseSiren(code);
  return siren.ok ? findOrganisationBySiren(tx, siren.value) : findOrganisationBySlug(tx, code);
}
