import type { Task } from '../../../platform/jobs/task.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Noyau } from '../../../platform/services.ts';
import { formatInstant } from '../../../values/format-instant.ts';
import { empreinteOf } from '../domain/token.ts';
import { findRemplacee, type Remplacee, saveJeton } from '../storage/adresses-remplacees.ts';
import { identitesOf } from '../storage/personnes.ts';
import { LINK_ISSUER } from '../use-cases/open-sign-in-link.ts';
import { type CourrierAdresse, courrierAdresse } from './courrier-adresse.ts';

type Outils = Noyau & {
  readonly mail: Mail;
  readonly publicUrl: string;
  readonly sceau: Seal;
  readonly adresseRetablissableJours: number;
};

/** Tells a contact address that it is not any more, so that whoever did not ask for it knows at once, and can undo it. */
export function envoyerCourrierAdresse(outils: Outils): Task<CourrierAdresse> {
  return {
    ...courrierAdresse,
    async run({ courriel, remplacee: id }, { logger }) {
      const courrier = await outils.db.transaction({ systeme: true }, async (tx) => {
        const remplacee = await findRemplacee(tx, id);
        if (!remplacee) return undefined;
        if (courriel === 'retablie') return { to: remplacee.nouvelEmail, ...RETABLIE(outils.publicUrl) };
        const token = outils.adresseRetablissableJours > 0 ? tokenOf(outils.sceau, id) : undefined;
        if (remplacee.usedAt || (token && !(await saveJeton(tx, id, empreinteOf(token))))) return undefined;
        const identites = await identitesOf(tx, remplacee.personneId);
        const autrement = identites.some(({ issuer }) => issuer !== LINK_ISSUER);
        return { to: remplacee.ancienEmail, ...changee(outils.publicUrl, remplacee, { token, autrement }) };
      });
      if (!courrier) return logger.info('the account whose address was changed is gone, or the change was undone');
      const sent = await outils.mail.send(courrier);
      if (!sent.ok) logger.info('the address that an account no longer has is refused for good');
    },
  };
}

/**
 * The same each time that the message is tried: one that was sent without our knowing still opens. Made from the secret of
 * the installation, and kept nowhere: the database only has its digest.
 */
function tokenOf(sceau: Seal, id: string): string {
  return sceau.digest(`adresse remplacée ${id}`).subarray(-32).toString('base64url');
}

type Moyens = { readonly token: string | undefined; readonly autrement: boolean };

/** Never the new address: the old one may be read by somebody else, who has no reason to know it. */
function changee(publicUrl: string, { connexion, expiresAt }: Remplacee, { token, autrement }: Moyens) {
  const text = [
    'Bonjour,',
    `Votre compte sur ${publicUrl} a une nouvelle adresse de contact. Nous n’écrirons plus à celle-ci.`,
    ...(connexion
      ? ['Le lien de connexion s’envoie lui aussi à la nouvelle adresse\u00a0: celle-ci n’ouvre plus votre compte.']
      : []),
    'Si vous avez fait ce changement, il n’y a rien à faire.',
    ...(token
      ? [
          `Si ce n’est pas vous, vous pouvez remettre votre adresse et fermer les sessions ouvertes, jusqu’au ${formatInstant(expiresAt)}. Ouvrez ce lien, puis choisissez «\u00a0Remettre mon adresse\u00a0»\u00a0:\n${publicUrl}/adresse-de-contact/remettre/${token}`,
          'Ne transmettez ce message à personne\u00a0: qui ouvre ce lien peut faire ce changement à votre place.',
        ]
      : [sansLien(publicUrl, autrement)]),
  ].join('\n\n');
  return { subject: 'L’adresse de votre compte a changé', text };
}

function sansLien(publicUrl: string, autrement: boolean): string {
  return autrement
    ? `Si ce n’est pas vous, connectez-vous avec FranceConnect, remettez votre adresse et fermez les sessions que vous ne connaissez pas\u00a0:\n${publicUrl}/compte/connexions`
    : 'Si ce n’est pas vous, prévenez sans attendre la collectivité qui traite vos demandes, et changez le mot de passe de cette messagerie\u00a0: il a fallu la lire pour faire ce changement.';
}

/** Never the address that was put back, for the same reason. */
const RETABLIE = (publicUrl: string) => ({
  subject: 'L’adresse de votre compte a été remise',
  text: [
    'Bonjour,',
    `Votre compte sur ${publicUrl} a de nouveau son adresse de contact d’avant\u00a0: la personne qui la lit l’a demandé, par le lien qui lui avait été envoyé. Nous n’écrirons plus à celle-ci, et elle n’ouvre plus votre compte.`,
    'Si ce compte est le vôtre et que vous ne lisez plus l’ancienne adresse, prévenez la collectivité qui traite vos demandes.',
  ].join('\n\n'),
});
