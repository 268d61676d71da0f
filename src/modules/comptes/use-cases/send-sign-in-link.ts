import type { Mail } from '../../../platform/mail/mail.ts';
import type { Seal } from '../../../platform/seal.ts';
import type { Services } from '../../../platform/services.ts';
import type { Email } from '../../../values/email.ts';
import { senderOf } from '../domain/expediteur.ts';
import { safeRetour } from '../domain/retour.ts';
import { empreinteOf, newToken } from '../domain/token.ts';
import { signaler } from '../securite.ts';
import { countRecentLiens, insertLien } from '../storage/liens.ts';

/** Minutes during which a link opens. */
export const LINK_LIFE = 15;

/**
 * Bounds on what may be asked for. An address receives a few messages at most, whoever asks; a sender (a household, a
 * library) asks for many people, not for a whole town.
 */
const MOST_FOR_AN_ADDRESS = { liens: 3, minutes: 15 };
const MOST_BY_A_SENDER = { liens: 30, minutes: 60 };

export type DemandeDeLien = {
  readonly email: Email;
  readonly navigateur: string;
  /** Address of the network that asks. */
  readonly ip: string;
  readonly retour: string;
  /** Proves a second account, rather than signing in. */
  readonly rapprochementId?: string;
};

/**
 * Sends a single-use link, good for 15 minutes and for this browser only. Beyond the bounds nothing is sent, and
 * nothing tells: the answer is the same whether the address has an account, has none, or was written to enough.
 */
export async function sendSignInLink(
  services: Pick<Services, 'db' | 'clock' | 'random' | 'publicUrl' | 'logger'> & {
    readonly mail: Mail;
    readonly sceau: Seal;
  },
  demande: DemandeDeLien,
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
      retour: safeRetour(demande.retour),
      createdAt: now,
      expediteurEmpreinte,
      rapprochementId: demande.rapprochementId ?? null,
    });
    return true;
  });
  if (!allowed) return signaler(services.logger, 'lien_trop_demande');
  // Sent at once rather than by a job: the link is a secret, and a job's payload is stored.
  await services.mail.send({ to: demande.email, subject: 'Votre lien de connexion', text: messageOf(services, token) });
}

function messageOf({ publicUrl }: { readonly publicUrl: string }, token: string): string {
  return [
    'Bonjour,',
    `Pour vous connecter, ouvrez ce lien dans le navigateur où vous l’avez demandé\u00a0:\n${publicUrl}/connexion/lien/${token}`,
    `Il est valable ${LINK_LIFE} minutes et ne sert qu’une fois.`,
    'Si vous n’avez rien demandé, ne faites rien\u00a0: personne ne pourra se connecter.',
  ].join('\n\n');
}
