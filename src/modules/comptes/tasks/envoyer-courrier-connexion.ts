import type { Task } from '../../../platform/jobs/task.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Noyau } from '../../../platform/services.ts';
import { findPersonne } from '../storage/personnes.ts';
import { type CourrierConnexion, courrierConnexion, texteDuRetrait } from './courrier-connexion.ts';

type Outils = Noyau & { readonly mail: Mail; readonly publicUrl: string };

/** Writes to the contact address of an account that one way to open it was removed. */
export function envoyerCourrierConnexion(outils: Outils): Task<CourrierConnexion> {
  return {
    ...courrierConnexion,
    async run({ personneId, fournisseur, at }, { logger }) {
      const personne = await outils.db.transaction({ systeme: true }, (tx) => findPersonne(tx, personneId));
      if (!personne?.email) return logger.info('an account that opens one way less has no address to be told at');
      const courrier = texteDuRetrait(outils.publicUrl, { fournisseur, at: Temporal.Instant.from(at) });
      const sent = await outils.mail.send({ to: personne.email, ...courrier });
      if (!sent.ok) logger.info('the contact address of an account is refused for good');
    },
  };
}
