import type { Tx } from '../../../platform/db/database.ts';
import type { Task } from '../../../platform/jobs/task.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Services } from '../../../platform/services.ts';
import { formatJour } from '../../../values/format-jour.ts';
import { count, NBSP } from '../../../values/french.ts';
import { jour } from '../../../values/jour.ts';
import { findOrganisationById, membresOf, type Organisation } from '../../comptes/index.ts';
import { ECHEANCES } from '../domain/echeances.ts';
import { ECHEANCES_DE_SUBVENTION } from '../domain/echeances-subvention.ts';
import { findAvis } from '../storage/avis.ts';
import { listRappelsDe } from '../storage/rappels-echeance.ts';
import { listRappelsDeSubvention } from '../storage/rappels-subvention.ts';
import { type CourrierInstruction, courrierInstruction } from './courrier-instruction.ts';

type Deps = Pick<Services, 'db' | 'publicUrl'> & { readonly mail: Pick<Mail, 'send'> };

/** To a member at their address in the organisation; who left meanwhile is not written to. */
export function envoyerCourrierInstruction({ db, mail, publicUrl }: Deps): Task<CourrierInstruction> {
  return {
    ...courrierInstruction,
    async run(courrier, { logger }) {
      const ready = await db.read({ systeme: true }, async (tx) => {
        const organisation = await findOrganisationById(tx, courrier.organisationId);
        const words = organisation && (await wordsOf(tx, courrier, `${publicUrl}/fonds/${organisation.slug}`));
        if (!organisation || !words) return undefined;
        const membres = await membresOf(tx, organisation.id);
        const to = membres.find(({ personneId }) => personneId === words.destinataireId)?.email;
        return to ? { organisation, words, to } : undefined;
      });
      if (!ready) return;
      const { organisation, words, to } = ready;
      const text = `Bonjour,\n\n${words.text}\n\n${whyOf(organisation, courrier)}`;
      const sent = await mail.send({ to, subject: words.subject, text, senderName: organisation.nom });
      if (!sent.ok) logger.warn({ organisation: organisation.id }, 'the address of an agent is refused for good');
    },
  };
}

/** A mail is read: beyond, the list says the rest. */
const MOST_TOLD = 30;

type Words = { readonly destinataireId: string; readonly subject: string; readonly text: string };

function whyOf({ nom }: Organisation, { objet }: CourrierInstruction): string {
  if (objet === 'subventions') return `Vous recevez ce message comme gestionnaire du fonds de ${nom}.`;
  return `Vous recevez ce message parce que vous instruisez les demandes de ${nom}.`;
}

/** Undefined when there is nothing to say any more. */
async function wordsOf(tx: Tx, courrier: CourrierInstruction, fonds: string): Promise<Words | undefined> {
  if (courrier.objet === 'avis') {
    const avis = await findAvis(tx, courrier.avisId);
    if (!avis || avis.donne) return undefined;
    return {
      destinataireId: avis.expertId,
      subject: `Votre avis est demandé sur le dossier ${avis.numero}`,
      text: `Votre avis est demandé sur la demande de ${avis.beneficiaire}.\n\nDonner votre avis${NBSP}:\n${fonds}/candidatures/${avis.dossierId}/avis`,
    };
  }
  if (courrier.objet === 'subventions') return wordsOfSubventions(tx, courrier, fonds);
  const { organisationId, destinataireId, donneLe } = courrier;
  const rappels = await listRappelsDe(tx, { organisationId, destinataireId, donneLe: jour(donneLe) });
  if (rappels.length === 0) return undefined;
  const lignes = rappels
    .slice(0, MOST_TOLD)
    .map(
      ({ numero, beneficiaire, echeance, le, dossierId }) =>
        `Dossier ${numero}, ${beneficiaire}\n${ECHEANCES[echeance].nom} avant le ${formatJour(le)} inclus. ` +
        `${ECHEANCES[echeance].silence}\n${fonds}/candidatures/${dossierId}`,
    );
  return {
    destinataireId,
    subject: `${count(rappels.length, 'échéance')} à venir`,
    text: [...lignes, ...autresOf(rappels, `${fonds}/candidatures?tri=echeance`)].join('\n\n'),
  };
}

async function wordsOfSubventions(
  tx: Tx,
  { organisationId, destinataireId, donneLe }: Extract<CourrierInstruction, { readonly objet: 'subventions' }>,
  fonds: string,
): Promise<Words | undefined> {
  const rappels = await listRappelsDeSubvention(tx, { organisationId, donneLe: jour(donneLe) });
  if (rappels.length === 0) return undefined;
  const lignes = rappels.slice(0, MOST_TOLD).map(({ numero, beneficiaire, echeance, le, subventionId }) => {
    const { nom, sinon, texte } = ECHEANCES_DE_SUBVENTION[echeance];
    return (
      `Subvention ${numero}, ${beneficiaire}\n${nom} avant le ${formatJour(le)} inclus. ${sinon} ` +
      `${texte}.\n${fonds}/subventions/${subventionId}`
    );
  });
  return {
    destinataireId,
    subject: `${count(rappels.length, 'échéance')} de subvention à venir`,
    text: [...lignes, ...autresOf(rappels, `${fonds}/subventions`)].join('\n\n'),
  };
}

function autresOf({ length }: readonly unknown[], adresse: string): readonly string[] {
  const rest = length - MOST_TOLD;
  return rest > 0 ? [`Et ${count(rest, 'autre')}. Voir toutes les échéances${NBSP}:\n${adresse}`] : [];
}
