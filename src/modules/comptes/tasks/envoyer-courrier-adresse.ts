import type { Task } from '../../../platform/jobs/task.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Noyau } from '../../../platform/services.ts';
import { findAncienEmail } from '../storage/liens.ts';
import { identitesOf } from '../storage/personnes.ts';
import { LINK_ISSUER } from '../use-cases/open-sign-in-link.ts';
import { type CourrierAdresse, courrierAdresse } from './courrier-adresse.ts';

/** Tells the old contact address of an account, so that whoever did not ask for it knows at once. */
export function envoyerCourrierAdresse(
  services: Noyau & { readonly mail: Mail; readonly publicUrl: string },
): Task<CourrierAdresse> {
  return {
    ...courrierAdresse,
    async run({ lien, connexion }, { logger }) {
      const { to, autrement } = await services.db.read({ systeme: true }, async (tx) => {
        const found = await findAncienEmail(tx, Buffer.from(lien, 'hex'));
        const identites = found?.personneId ? await identitesOf(tx, found.personneId) : [];
        return { to: found?.ancienEmail, autrement: identites.some(({ issuer }) => issuer !== LINK_ISSUER) };
      });
      if (!to) return logger.info('the account whose address was changed is gone');
      const sent = await services.mail.send({
        to,
        subject: 'L’adresse de votre compte a changé',
        text: messageOf(services.publicUrl, connexion, autrement),
      });
      if (!sent.ok) logger.info('the old address of an account is refused for good');
    },
  };
}

/** Never the new address: the old one may be read by somebody else, who has no reason to know it. */
function messageOf(publicUrl: string, connexion: boolean, autrement: boolean): string {
  return [
    'Bonjour,',
    `Votre compte sur ${publicUrl} a une nouvelle adresse de contact. Nous n’écrirons plus à celle-ci.`,
    ...(connexion
      ? ['Le lien de connexion s’envoie lui aussi à la nouvelle adresse\u00a0: celle-ci n’ouvre plus votre compte.']
      : []),
    autrement
      ? `Si ce n’est pas vous, connectez-vous avec FranceConnect, remettez votre adresse et fermez les sessions que vous ne connaissez pas\u00a0:\n${publicUrl}/compte/connexions`
      : 'Si ce n’est pas vous, prévenez sans attendre la collectivité qui traite vos demandes, et changez le mot de passe de cette messagerie\u00a0: il a fallu la lire pour faire ce changement.',
  ].join('\n\n');
}
