import type { Services } from '../../../platform/services.ts';
import type { Result } from '../../../values/result.ts';
import { ConnexionRefusee } from '../domain/securite.ts';
import { empreinteOf } from '../domain/token.ts';
import { signaler } from '../securite.ts';
import { takeLien } from '../storage/liens.ts';
import { saveEmailIfNone } from '../storage/personnes.ts';
import { type Demandeur, soiMeme } from './demandeur.ts';
import { openSession } from './open-session.ts';
import { personneOf } from './personne-of.ts';
import { proveOtherCompte } from './prove-other-compte.ts';
import { LINK_LIFE } from './send-lien.ts';

/** The « issuer » of accounts opened by link: the key is then the address whose holder proved to read it. */
export const LINK_ISSUER = 'lien';

export type ArriveeParLien = {
  readonly token: string;
  readonly navigateur: string;
  readonly appareil: string;
  readonly previousSessionId?: string;
};

export type OuvertureParLien =
  | { readonly type: 'ouverte'; readonly token: string; readonly retour: string; readonly demandeur: Demandeur }
  /** Nobody was signed in: a second account of who is already there was proven, or could not be. */
  | { readonly type: 'preuve'; readonly preuve: Result<void> };

/** @returns the session's cookie and where to go; undefined when the link is too old, used, or of another browser. */
export async function openSignInLink(
  services: Pick<Services, 'db' | 'clock' | 'random' | 'logger'>,
  arrival: ArriveeParLien,
): Promise<OuvertureParLien | undefined> {
  const now = services.clock.now();
  const opened = await refusalAsNothing(
    services.db.transaction({ systeme: true }, async (tx) => {
      const empreintes = {
        jetonEmpreinte: empreinteOf(arrival.token),
        navigateurEmpreinte: empreinteOf(arrival.navigateur),
        changementDe: null,
      };
      const lien = await takeLien(tx, empreintes, now, now.subtract({ minutes: LINK_LIFE }));
      if (!lien) return undefined;
      const cle = { issuer: LINK_ISSUER, sub: lien.email, type: 'usager' } as const;
      const { personneId, identiteId } = await personneOf(tx, services, cle);
      await saveEmailIfNone(tx, personneId, lien.email);
      const { rapprochementId } = lien;
      if (rapprochementId) {
        const preuve = { rapprochementId, navigateur: arrival.navigateur, personneId };
        return { type: 'preuve' as const, preuve: await proveOtherCompte(tx, services, preuve) };
      }
      const token = await openSession(tx, services, {
        personneId,
        identiteId,
        type: 'usager',
        fournisseur: 'lien',
        appareil: arrival.appareil,
        ...(arrival.previousSessionId ? { previousSessionId: arrival.previousSessionId } : {}),
      });
      return { type: 'ouverte' as const, token, retour: lien.retour, demandeur: soiMeme(personneId, lien.email) };
    }),
  );
  if (!opened) signaler(services.logger, 'lien_refuse');
  return opened;
}

/** A proof that comes too late for its merge is a link that can serve no more. */
async function refusalAsNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ConnexionRefusee) return undefined;
    throw error;
  }
}
