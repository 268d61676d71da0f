import type { Task } from '../../../platform/jobs/task.ts';
import { texteDesBlocs } from '../domain/blocs.ts';
import { remplirModele } from '../domain/modele.ts';
import type { Moteur } from '../moteur.ts';
import { lastReceipt, onceSettled } from '../use-cases/receipt.ts';
import { type CourrierDossier, courrierDossier } from './courrier-dossier.ts';
import { destinataires } from './destinataires.ts';
import { loadForText } from './load-for-text.ts';

/** Sends the mail of an event of a dossier to who follows it, with the receipt when it is the deposit's. */
export function envoyerCourrier(moteur: Moteur): Task<CourrierDossier> {
  return {
    ...courrierDossier,
    async run({ courriel, dossierId }, { logger }) {
      const { message, to } = await moteur.db.read({ systeme: true }, async (tx) => {
        const texte = await loadForText(tx, moteur, dossierId);
        const modele = texte.definition.courriels[courriel];
        return {
          message: { ...remplirModele(modele, texte.valeurs), senderName: texte.organisation.nom },
          to: await destinataires(tx, texte),
        };
      });
      if (to.length === 0) {
        logger.info({ dossierId }, 'no address to write to: the usager sees everything on their page');
        return;
      }
      const receipt = courriel === 'depot' ? await receiptFor(moteur, dossierId) : undefined;
      for (const address of to) {
        const sent = await moteur.mail.send({
          to: address,
          subject: message.objet,
          text: texteDesBlocs(message.blocs),
          senderName: message.senderName,
          ...(receipt
            ? { attachments: [{ fileName: 'accuse-de-depot.json', mediaType: 'application/json', content: receipt }] }
            : {}),
        });
        if (!sent.ok) logger.warn({ dossierId, courriel }, 'an address is refused for good');
      }
    },
  };
}

function receiptFor(moteur: Moteur, dossierId: string): Promise<Uint8Array> {
  return onceSettled(moteur, () => moteur.db.read({ systeme: true }, (tx) => lastReceipt(tx, moteur, dossierId)));
}
