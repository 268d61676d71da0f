import type { Tx } from '../../../platform/db/database.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { sendToEach } from '../../../platform/mail/send-to-each.ts';
import { fromPlainDate, jourFromInstant } from '../../../values/jour.ts';
import { formatTelephone } from '../../../values/telephone.ts';
import { mentionsOf, type Organisation } from '../../comptes/index.ts';
import { accuseDuRecours, courrielDuSilence } from '../domain/courriel-du-recours.ts';
import type { Moteur } from '../moteur.ts';
import { listDecisions } from '../storage/decisions.ts';
import { listRecours } from '../storage/recours.ts';
import { type CourrierRecours, courrierRecours } from './courrier-recours.ts';
import { destinataires } from './destinataires.ts';
import { loadForText } from './load-for-text.ts';

/** Its text is the law's, the same for every démarche: the texts of a démarche do not know the recours. */
export function envoyerCourrierRecours(moteur: Moteur): Task<CourrierRecours> {
  return {
    ...courrierRecours,
    async run(courrier, { logger }) {
      const ready = await moteur.db.read({ systeme: true }, (tx) => prepare(tx, moteur, courrier));
      if (!ready) return logger.info({ dossierId: courrier.dossierId }, 'answered meanwhile: its answer was told');
      const { to, message } = ready;
      await sendToEach(
        moteur,
        { ...message, to, remaining: courrier.remaining },
        {
          refused: () => logger.warn({ dossierId: courrier.dossierId }, 'an address is refused for good'),
          later: (remaining) =>
            moteur.db.transaction({ systeme: true }, (tx) => enqueue(tx, courrierRecours, { ...courrier, remaining })),
        },
      );
    },
  };
}

/** Undefined once somebody answered. */
async function prepare(tx: Tx, moteur: Moteur, { courriel, dossierId, decisionId }: CourrierRecours) {
  const texte = await loadForText(tx, moteur, dossierId);
  const [decisions, all] = await Promise.all([listDecisions(tx, dossierId), listRecours(tx, dossierId)]);
  const decision = decisions.find(({ id }) => id === decisionId);
  const recours = all.find((one) => one.decisionId === decisionId);
  if (!decision || !recours) throw new Error(`No recours contests the decision ${decisionId}`);
  if (recours.issue !== null) return undefined;
  const { dossier, organisation } = texte;
  const write = courriel === 'accuse' ? accuseDuRecours : courrielDuSilence;
  const { subject, text } = write({
    recours,
    decideeLe: jourFromInstant(decision.decidedAt),
    numero: dossier.numero ?? '',
    lien: `${moteur.publicUrl}/dossiers/${dossier.id}`,
    service: serviceOf(organisation),
    aujourdhui: fromPlainDate(moteur.clock.today()),
  });
  return { to: await destinataires(tx, texte), message: { subject, text, senderName: organisation.nom } };
}

/** As the law wants it in an acknowledgement: its name, its address, its telephone. */
function serviceOf(organisation: Organisation): readonly string[] {
  const { adresse, telephone } = mentionsOf(organisation);
  return [organisation.nom, ...(adresse ? [adresse] : []), ...(telephone ? [formatTelephone(telephone)] : [])];
}
