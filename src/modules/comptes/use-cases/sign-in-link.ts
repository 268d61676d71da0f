import type { Tx } from '../../../platform/db/database.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Noyau, Services } from '../../../platform/services.ts';
import type { Email } from '../../../values/email.ts';
import { newId } from '../../../values/ids.ts';
import { safeRetour } from '../domain/retour.ts';
import { empreinteOf, newToken } from '../domain/token.ts';
import {
  findPersonneByIdentite,
  insertIdentite,
  insertPersonne,
  lockIdentite,
  saveEmail,
} from '../storage/personnes.ts';
import { insertLien, takeLien } from '../storage/sign-ins.ts';
import { openSession } from './open-session.ts';

const LIFE_MINUTES = 15;
/** The « issuer » of accounts opened by link: the key is then the address whose holder proved to read it. */
const LINK_ISSUER = 'lien';

/** Sends a single-use link, good for 15 minutes and for this browser only. */
export async function sendSignInLink(
  services: Pick<Services, 'db' | 'clock' | 'random' | 'publicUrl'> & { readonly mail: Mail },
  demande: { readonly email: Email; readonly navigateur: string; readonly retour: string },
): Promise<void> {
  const token = newToken(services.random);
  await services.db.transaction({ systeme: true }, (tx) =>
    insertLien(tx, {
      jetonEmpreinte: empreinteOf(token),
      navigateurEmpreinte: empreinteOf(demande.navigateur),
      email: demande.email,
      retour: safeRetour(demande.retour),
      createdAt: services.clock.now(),
    }),
  );
  // Sent at once rather than by a job: the link is a secret, and a job's payload is stored.
  await services.mail.send({
    to: demande.email,
    subject: 'Votre lien de connexion',
    text: [
      'Bonjour,',
      `Pour vous connecter, ouvrez ce lien dans le navigateur où vous l’avez demandé\u00a0:\n${services.publicUrl}/connexion/lien/${token}`,
      `Il est valable ${LIFE_MINUTES} minutes et ne sert qu’une fois.`,
      'Si vous n’avez rien demandé, ne faites rien\u00a0: personne ne pourra se connecter.',
    ].join('\n\n'),
  });
}

/** @returns the session's cookie and where to go; undefined when the link is too old, used, or of another browser. */
export async function openSignInLink(
  noyau: Noyau,
  arrival: {
    readonly token: string;
    readonly navigateur: string;
    readonly appareil: string;
    readonly previousSessionId?: string;
  },
): Promise<{ readonly token: string; readonly retour: string } | undefined> {
  const now = noyau.clock.now();
  return noyau.db.transaction({ systeme: true }, async (tx) => {
    const lien = await takeLien(
      tx,
      { jetonEmpreinte: empreinteOf(arrival.token), navigateurEmpreinte: empreinteOf(arrival.navigateur) },
      now,
      now.subtract({ minutes: LIFE_MINUTES }),
    );
    if (!lien) return undefined;
    const personneId = await personneOfEmail(tx, noyau, lien.email);
    const session = await openSession(tx, noyau, {
      personneId,
      type: 'usager',
      fournisseur: 'lien',
      appareil: arrival.appareil,
      ...(arrival.previousSessionId ? { previousSessionId: arrival.previousSessionId } : {}),
    });
    return { token: session, retour: lien.retour };
  });
}

async function personneOfEmail(tx: Tx, noyau: Noyau, email: string): Promise<string> {
  const sub = email.toLowerCase();
  await lockIdentite(tx, LINK_ISSUER, sub);
  const known = await findPersonneByIdentite(tx, LINK_ISSUER, sub);
  if (known) return known;
  const id = newId<'Personne'>(noyau.clock, noyau.random);
  await insertPersonne(tx, id, 'usager');
  await saveEmail(tx, id, email);
  await insertIdentite(tx, LINK_ISSUER, sub, id);
  return id;
}
