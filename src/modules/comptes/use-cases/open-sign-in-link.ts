import type { Services } from '../../../platform/services.ts';
import { empreinteOf } from '../domain/token.ts';
import { signaler } from '../securite.ts';
import { takeLien } from '../storage/liens.ts';
import { saveEmailIfNone } from '../storage/personnes.ts';
import { openSession } from './open-session.ts';
import { personneOf } from './personne-of.ts';
import { LINK_LIFE } from './send-sign-in-link.ts';

/** The « issuer » of accounts opened by link: the key is then the address whose holder proved to read it. */
const LINK_ISSUER = 'lien';

export type ArriveeParLien = {
  readonly token: string;
  readonly navigateur: string;
  readonly appareil: string;
  readonly previousSessionId?: string;
};

/** @returns the session's cookie and where to go; undefined when the link is too old, used, or of another browser. */
export async function openSignInLink(
  services: Pick<Services, 'db' | 'clock' | 'random' | 'logger'>,
  arrival: ArriveeParLien,
): Promise<{ readonly token: string; readonly retour: string } | undefined> {
  const now = services.clock.now();
  const opened = await services.db.transaction({ systeme: true }, async (tx) => {
    const empreintes = {
      jetonEmpreinte: empreinteOf(arrival.token),
      navigateurEmpreinte: empreinteOf(arrival.navigateur),
    };
    const lien = await takeLien(tx, empreintes, now, now.subtract({ minutes: LINK_LIFE }));
    if (!lien) return undefined;
    const personneId = await personneOf(tx, services, { issuer: LINK_ISSUER, sub: lien.email, type: 'usager' });
    await saveEmailIfNone(tx, personneId, lien.email);
    const token = await openSession(tx, services, {
      personneId,
      type: 'usager',
      fournisseur: 'lien',
      appareil: arrival.appareil,
      ...(arrival.previousSessionId ? { previousSessionId: arrival.previousSessionId } : {}),
    });
    return { token, retour: lien.retour };
  });
  if (!opened) signaler(services.logger, 'lien_refuse');
  return opened;
}
