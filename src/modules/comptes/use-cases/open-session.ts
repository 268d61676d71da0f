import type { Tx } from '../../../platform/db/database.ts';
import type { Noyau } from '../../../platform/services.ts';
import { newId } from '../../../values/ids.ts';
import { empreinteOf, newToken } from '../domain/token.ts';
import { deleteSession, insertSession } from '../storage/sessions.ts';
import type { Fournisseur } from '../storage/tables.ts';

/** Idle time after which a session ends. A parent on a shared computer leaves early; an agent works all day. */
export const SESSION_IDLE: Readonly<Record<'usager' | 'agent', Temporal.DurationLike>> = {
  usager: { hours: 2 },
  agent: { hours: 10 },
};

/** How long an agent may go on without their identity provider vouching for them again: ProConnect's own session. */
export const SANS_VERIFICATION = { hours: 12 };

export type Ouverture = {
  readonly personneId: string;
  /** The way by which they came: the session ends with it. */
  readonly identiteId?: string;
  readonly type: 'usager' | 'agent';
  readonly fournisseur: Fournisseur;
  readonly appareil: string;
  readonly idToken?: string;
  /** How to ask the identity provider again, later: the token is sealed. */
  readonly renouvellement?: { readonly sub: string; readonly refreshToken: Buffer };
  /** The session that this browser had: it ends, so that none survives a change of person. */
  readonly previousSessionId?: string;
};

/** @returns the value of the session's cookie, drawn fresh at every sign-in (no fixation). */
export async function openSession(tx: Tx, { clock, random }: Noyau, ouverture: Ouverture): Promise<string> {
  const token = newToken(random);
  const now = clock.now();
  if (ouverture.previousSessionId) await deleteSession(tx, ouverture.previousSessionId);
  await insertSession(tx, {
    empreinte: empreinteOf(token),
    id: newId(clock, random),
    personneId: ouverture.personneId,
    ...(ouverture.identiteId ? { identiteId: ouverture.identiteId } : {}),
    appareil: ouverture.appareil,
    fournisseur: ouverture.fournisseur,
    ...(ouverture.idToken ? { idToken: ouverture.idToken } : {}),
    ...(ouverture.renouvellement ? { renouvellement: ouverture.renouvellement } : {}),
    createdAt: now,
    expiresAt: now.add(SESSION_IDLE[ouverture.type]),
  });
  return token;
}
