import type { Task } from '../../../platform/jobs/task.ts';
import { findPersonne } from '../../comptes/index.ts';
import { texteDesBlocs } from '../domain/blocs.ts';
import { courrielDuDossier } from '../domain/courriel-du-dossier.ts';
import { remplirModele } from '../domain/modele.ts';
import type { Moteur } from '../moteur.ts';
import { receiptOf } from '../use-cases/receipt.ts';
import { type CourrierDossier, courrierDossier } from './courrier-dossier.ts';
import { loadForText } from './load-for-text.ts';

/** Sends the mail of an event of a dossier, with the receipt when it is the deposit's. */
export function envoyerCourrier(moteur: Moteur): Task<CourrierDossier> {
  return {
    ...courrierDossier,
    async run({ courriel, dossierId }, { logger }) {
      const { message, usagerId, to } = await moteur.db.read({ systeme: true }, async (tx) => {
        const texte = await loadForText(tx, moteur, dossierId);
        const personne = await findPersonne(tx, texte.dossier.usagerId);
        const modele = texte.definition.courriels[courriel];
        return {
          message: { ...remplirModele(modele, texte.valeurs), senderName: texte.organisation.nom },
          usagerId: texte.dossier.usagerId,
          to: courrielDuDossier(texte.definition, texte.reponses) ?? personne?.email ?? undefined,
        };
      });
      if (!to) {
        logger.info({ dossierId }, 'no address to write to: the usager sees everything on their page');
        return;
      }
      const receipt = courriel === 'depot' ? await receiptOf(moteur, { usagerId, dossierId }) : undefined;
      const sent = await moteur.mail.send({
        to,
        subject: message.objet,
        text: texteDesBlocs(message.blocs),
        senderName: message.senderName,
        ...(receipt
          ? { attachments: [{ fileName: 'accuse-de-depot.json', mediaType: 'application/json', content: receipt }] }
          : {}),
      });
      if (!sent.ok) logger.warn({ dossierId, courriel }, 'the address of the usager is refused for good');
    },
  };
}
