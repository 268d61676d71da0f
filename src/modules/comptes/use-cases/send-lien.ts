import type { Mail } from '../../../platform/mail/mail.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Services } from '../../../platform/services.ts';
import type { Email } from '../../../values/email.ts';
import { senderOf } from '../domain/expediteur.ts';
import { empreinteOf, newToken } from '../domain/token.ts';
import { signaler } from '../securite.ts';
import { countRecentLiens, insertLien, type LienConnexion } from '../storage/liens.ts';

/** Minutes during which a link opens. */
export const LINK_LIFE = 15;

/**
 * Bounds on what may be asked for, whatever the link is for. An address receives a few messages at most, whoever asks; a
 * sender (a household, a library) asks for many people, not for a whole town.
 */
const MOST_FOR_AN_ADDRESS = { liens: 3, minutes: 15 };
const MOST_BY_A_SENDER = { liens: 30, minutes: 60 };

export type OutilsDeLien = Pick<Services, 'db' | 'clock' | 'random' | 'publicUrl' | 'logger'> & {
  readonly mail: Mail;
  readonly sceau: Seal;
};

export type Demande = {
  readonly email: Email;
  readonly navigateur: string;
  /** Address of the network that asks. */
  readonly ip: string;
};

/** What the link is for: signing in when it says nothing else. */
export type Usage = Pick<LienConnexion, 'retour'> & Partial<Pick<LienConnexion, 'rapprochementId' | 'changementDe'>>;

/**
 * Sends a single-use link, good for 15 minutes and for this browser only. Beyond the bounds nothing is sent, and
 * nothing tells.
 */
export async function sendLien(
  services: OutilsDeLien,
  demande: Demande,
  usage: Usage,
  messageOf: (token: string) => { readonly subject: string; readonly text: string },
): Promise<void> {
  const token = newToken(services.random);
  const now = services.clock.now();
  const email = demande.email.toLowerCase();
  const expediteurEmpreinte = services.sceau.digest(senderOf(demande.ip));
  const allowed = await services.db.transaction({ systeme: true }, async (tx) => {
    const recent = await countRecentLiens(
      tx,
      { email, expediteurEmpreinte },
      {
        email: now.subtract({ minutes: MOST_FOR_AN_ADDRESS.minutes }),
        expediteur: now.subtract({ minutes: MOST_BY_A_SENDER.minutes }),
      },
    );
    if (recent.email >= MOST_FOR_AN_ADDRESS.liens || recent.expediteur >= MOST_BY_A_SENDER.liens) return false;
    await insertLien(tx, {
      jetonEmpreinte: empreinteOf(token),
      navigateurEmpreinte: empreinteOf(demande.navigateur),
      email,
      createdAt: now,
      expediteurEmpreinte,
      rapprochementId: null,
      changementDe: null,
      ...usage,
    });
    return true;
  });
  if (!allowed) return signaler(services.logger, 'lien_trop_demande');
  // Sent at once rather than by a job: the link is a secret, and a job's payload is stored.
  await services.mail.send({ to: demande.email, ...messageOf(token) });
}
