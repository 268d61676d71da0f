import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import { sendToEach } from '../../../platform/mail/send-to-each.ts';
import type { Services } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count, NBSP } from '../../../values/french.ts';
import { findOrganisationById, membresOf } from '../../comptes/index.ts';
import { mayManage } from '../policies.ts';
import { type ConventionAPublier, listRappelees } from '../storage/rappels-publication.ts';
import { type CourrierPublication, courrierPublication } from './courrier-publication.ts';

/** The list is read when the mail leaves: what was published meanwhile is not in it. */
const LISTED = 20;

type Deps = Pick<Services, 'db' | 'random' | 'publicUrl'> & { readonly mail: Pick<Mail, 'send'> };

/** To whoever manages the fund. */
export function envoyerCourrierPublication(deps: Deps): Task<CourrierPublication> {
  return {
    ...courrierPublication,
    async run(courrier, { logger }) {
      const { organisationId } = courrier;
      const { organisation, conventions, membres } = await deps.db.transaction({ systeme: true }, async (tx) => ({
        organisation: await findOrganisationById(tx, organisationId),
        conventions: await listRappelees(tx, courrier),
        membres: await membresOf(tx, organisationId),
      }));
      if (!organisation || conventions.length === 0) return;
      const gestionnaires = membres.filter(mayManage);
      const lien = `${deps.publicUrl}/fonds/${organisation.slug}/publication`;
      const message = {
        to: gestionnaires.map(({ email }) => email),
        remaining: courrier.remaining,
        subject: `${count(conventions.length, 'convention')} à publier sous ${count(courrier.seuil, 'jour')}`,
        text: `Bonjour,\n\n${corps(conventions)}\n\nPublier${NBSP}:\n${lien}\n\nVous recevez ce message comme gestionnaire du fonds de ${organisation.nom}.`,
        senderName: organisation.nom,
      };
      await sendToEach(deps, message, {
        refused: () => logger.warn({ organisationId }, 'the address of a manager of the fund is refused for good'),
        later: (remaining) =>
          deps.db.transaction({ systeme: true }, (tx) => enqueue(tx, courrierPublication, { ...courrier, remaining })),
      });
      if (gestionnaires.length === 0) logger.warn({ organisationId }, 'no manager of the fund to remind');
    },
  };
}

function corps(conventions: readonly ConventionAPublier[]): string {
  const lines = conventions
    .slice(0, LISTED)
    .map(
      ({ numero, beneficiaire, echeance }) => `- ${numero}, ${beneficiaire}${NBSP}: avant le ${formatJour(echeance)}`,
    );
  const rest = conventions.length - LISTED;
  if (rest > 0) lines.push(`- et ${rest} autre${rest > 1 ? 's' : ''}.`);
  return `Une convention de plus de 23 000${NBSP}€ se publie dans les trois mois de sa signature (décret n°${NBSP}2017-779). Ne ${conventions.length > 1 ? 'sont' : 'l’est'} pas encore${conventions.length > 1 ? ' publiées' : ''}${NBSP}:\n\n${lines.join('\n')}`;
}
