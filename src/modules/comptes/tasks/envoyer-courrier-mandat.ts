import type { Task } from '../../../platform/jobs/task.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Services } from '../../../platform/services.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { findMandat, type Mandat } from '../storage/mandats.ts';
import { findPersonne } from '../storage/personnes.ts';
import { type CourrierMandat, courrierMandat } from './courrier-mandat.ts';

/** Sends the mail that tells the person, or their aidant, what became of a mandate. */
export function envoyerCourrierMandat(
  services: Pick<Services, 'db' | 'publicUrl'> & { readonly mail: Mail },
): Task<CourrierMandat> {
  return {
    ...courrierMandat,
    async run({ courriel, a, mandatId }, { logger }) {
      const { mandat, to } = await services.db.transaction({ systeme: true }, async (tx) => {
        const found = await findMandat(tx, mandatId);
        const personneId = a === 'mandant' ? found?.mandantId : found?.mandataireId;
        const personne = personneId ? await findPersonne(tx, personneId) : undefined;
        return { mandat: found, to: personne?.email };
      });
      if (!mandat || !to) {
        logger.info({ mandatId }, 'nobody to write to: both see their mandates on their page');
        return;
      }
      const sent = await services.mail.send({ to, ...messageOf(courriel, a, mandat, services.publicUrl) });
      if (!sent.ok) logger.warn({ mandatId, courriel }, 'the address is refused for good');
    },
  };
}

/** Whoever erased their account has no name here any more: the other one knows them by the date of their mandate. */
function finDUnAidant(mandat: Mandat): string {
  return mandat.mandataireNom
    ? `${mandat.mandataireNom} ne peut plus faire de démarches en votre nom.`
    : `La personne qui vous aidait${depuis(mandat)} a effacé son compte\u00a0: elle ne peut plus faire de démarches en votre nom.`;
}

function finPourUnAidant(mandat: Mandat): string {
  return mandat.mandantNom
    ? `Vous ne pouvez plus faire de démarches au nom de ${mandat.mandantNom}.`
    : `Une personne que vous aidiez${depuis(mandat)} a effacé son compte\u00a0: vous ne pouvez plus faire de démarches en son nom.`;
}

function depuis({ acceptedAt }: Mandat): string {
  return acceptedAt ? ` depuis le ${formatInstant(acceptedAt)}` : '';
}

function messageOf(courriel: CourrierMandat['courriel'], a: CourrierMandat['a'], mandat: Mandat, publicUrl: string) {
  const suite =
    a === 'mandant'
      ? `Pour tout voir, ou y mettre fin\u00a0:\n${publicUrl}/compte/mandats/${mandat.id}`
      : `Les personnes que vous aidez\u00a0:\n${publicUrl}/compte/personnes-aidees`;
  const { objet, phrases } = TEXTES[courriel](mandat, a);
  return { subject: objet, text: ['Bonjour,', ...phrases, suite].join('\n\n') };
}

type Texte = { readonly objet: string; readonly phrases: readonly string[] };

const TEXTES: Readonly<Record<CourrierMandat['courriel'], (mandat: Mandat, a: CourrierMandat['a']) => Texte>> = {
  accepte: (mandat) => ({
    objet: 'Votre mandat est accepté',
    phrases: [
      `${mandat.mandataireNom} peut faire des démarches en votre nom jusqu’au ${formatInstant(mandat.echeance)}.`,
      'Vous verrez tout ce qui sera fait. Vous pouvez y mettre fin à tout moment, sans donner de raison.',
    ],
  }),
  refuse: () => ({
    objet: 'Votre mandat est refusé',
    phrases: ['La personne à qui vous avez proposé un mandat l’a refusé. Personne ne peut agir pour vous.'],
  }),
  bloque: () => ({
    objet: 'Votre mandat est bloqué',
    phrases: [
      'Quelqu’un a ouvert le lien de votre mandat et s’est trompé de code plusieurs fois. Par sécurité, ce mandat ne peut plus être accepté.',
      'Si c’était votre aidant, proposez-lui un nouveau mandat. Sinon, ne faites rien\u00a0: personne ne peut agir pour vous.',
    ],
  }),
  termine: (mandat, a) => ({
    objet: 'Un mandat est terminé',
    phrases: [a === 'mandant' ? finDUnAidant(mandat) : finPourUnAidant(mandat)],
  }),
  sans_reponse: () => ({
    objet: 'Votre mandat est resté sans réponse',
    phrases: [
      'La personne à qui vous avez proposé un mandat ne l’a pas accepté à temps. Personne ne peut agir pour vous.',
    ],
  }),
};
