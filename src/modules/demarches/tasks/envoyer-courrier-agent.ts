import type { Tx } from '../../../platform/db/database.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import { jour } from '../../../values/jour.ts';
import { findOrganisationById, type Organisation } from '../../comptes/index.ts';
import { courrielDuJour, courrielDuRecoursRecu } from '../domain/courriels-agents.ts';
import type { Moteur } from '../moteur.ts';
import { findNouveaute, listAnnoncees } from '../storage/nouveautes.ts';
import { listRecours } from '../storage/recours.ts';
import { type AgentJoignable, agentsOf, estPrevenu } from '../use-cases/agents-a-prevenir.ts';
import { lieuOf, lieuxOf } from '../use-cases/extensions.ts';
import { type CourrierAgent, courrierAgent } from './prevenir-agents.ts';

/** Asks again who they are and what they want: whoever left, or chose otherwise meanwhile, is not written to. */
export function envoyerCourrierAgent(moteur: Moteur): Task<CourrierAgent> {
  return {
    ...courrierAgent,
    async run(courrier, { logger }) {
      const ready = await moteur.db.read({ systeme: true }, (tx) => prepare(tx, moteur, courrier));
      if (!ready) return logger.info({ objet: courrier.objet }, 'this message has no more reason to leave');
      const sent = await moteur.mail.send(ready);
      if (!sent.ok) logger.warn({ objet: courrier.objet }, 'the address of an agent is refused for good');
    },
  };
}

async function prepare(tx: Tx, moteur: Moteur, courrier: CourrierAgent) {
  const { organisationId, personneId } = courrier;
  const organisation = await findOrganisationById(tx, organisationId);
  const agent = (await agentsOf(tx, organisationId)).find((one) => one.personneId === personneId);
  if (!organisation || !agent) return undefined;
  const words =
    courrier.objet === 'recours'
      ? await recoursRecu(tx, moteur, { organisation, agent }, courrier.nouveauteId)
      : await laJournee(tx, moteur, { organisation, agent }, courrier.le);
  return words && { to: agent.email, senderName: organisation.nom, ...words };
}

type Destinataire = { readonly organisation: Organisation; readonly agent: AgentJoignable };

/** Undefined once it is answered. */
async function recoursRecu(tx: Tx, moteur: Moteur, destinataire: Destinataire, nouveauteId: string) {
  const nouveaute = await findNouveaute(tx, nouveauteId);
  if (!nouveaute) return undefined;
  const { dossierId, demarcheId, numero } = nouveaute;
  const lieu = await lieuOf(tx, moteur, demarcheId);
  const recours = (await listRecours(tx, dossierId)).find(({ issue }) => issue === null);
  if (!recours || !estPrevenu(destinataire.agent, lieu, 'recours')) return undefined;
  const adresse = `${moteur.publicUrl}${lieu.adresse(destinataire.organisation.slug, dossierId)}`;
  return courrielDuRecoursRecu({ numero, adresse }, recours.reponseAvant, pourAgent(moteur, destinataire));
}

/** Undefined when nothing of that day is for them any more. */
async function laJournee(tx: Tx, moteur: Moteur, destinataire: Destinataire, le: string) {
  const { organisation, agent } = destinataire;
  const annoncees = await listAnnoncees(tx, organisation.id, jour(le));
  const lieux = await lieuxOf(
    tx,
    moteur,
    annoncees.map(({ demarcheId }) => demarcheId),
  );
  const pourLui = annoncees.filter(({ quoi, demarcheId }) => estPrevenu(agent, lieux(demarcheId), quoi));
  const [first] = pourLui;
  if (!first) return undefined;
  const nommees = pourLui.map(({ quoi, numero, dossierId, demarcheId }) => ({
    quoi,
    numero,
    adresse: `${moteur.publicUrl}${lieux(demarcheId).adresse(organisation.slug, dossierId)}`,
  }));
  const liste = `${moteur.publicUrl}${lieux(first.demarcheId).liste(organisation.slug)}`;
  return courrielDuJour(nommees, liste, pourAgent(moteur, destinataire));
}

const pourAgent = ({ publicUrl }: Moteur, { organisation }: Destinataire) => ({
  organisation: organisation.nom,
  reglages: `${publicUrl}/compte/courriels`,
});
