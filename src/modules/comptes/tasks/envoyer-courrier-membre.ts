import type { Task } from '../../../platform/jobs/task.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Noyau } from '../../../platform/services.ts';
import { courrielDuMembre } from '../domain/courriel-membre.ts';
import { findMembre } from '../storage/membres.ts';
import { findOrganisationById } from '../storage/organisations.ts';
import { nomsOfAgents } from '../storage/personnes.ts';
import { type CourrierMembre, courrierMembre } from './courrier-membre.ts';

/** Sends the mail about a place in an organisation. */
export function envoyerCourrierMembre(
  services: Noyau & { readonly mail: Mail; readonly publicUrl: string },
): Task<CourrierMembre> {
  return {
    ...courrierMembre,
    async run({ courriel, membreId, destinataireId, parId }, { logger }) {
      const written = await services.db.transaction({ systeme: true }, async (tx) => {
        const [membre, destinataire] = [await findMembre(tx, membreId), await findMembre(tx, destinataireId)];
        const organisation = membre && (await findOrganisationById(tx, membre.organisationId));
        if (!membre || !destinataire?.email || !organisation) return undefined;
        const noms = await nomsOfAgents(
          tx,
          [parId, membre.personneId].flatMap((id) => id ?? []),
        );
        const message = courrielDuMembre(courriel, {
          organisation,
          membre,
          nom: (membre.personneId && noms.get(membre.personneId)) || membre.email || 'Une personne',
          par: (parId && noms.get(parId)) || undefined,
          publicUrl: services.publicUrl,
        });
        return message && { to: destinataire.email, senderName: organisation.nom, ...message };
      });
      // Overtaken by what came after: an invitation withdrawn before its message left, an account erased.
      if (!written) return logger.info({ courriel, membreId }, 'this message has no more reason to leave');
      const sent = await services.mail.send(written);
      if (!sent.ok) logger.warn({ courriel, membreId }, 'the address is refused for good');
    },
  };
}
