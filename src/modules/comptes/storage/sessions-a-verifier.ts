import type { Tx } from '../../../platform/db/database.ts';
import { comptes } from './tables.ts';

export type SessionAVerifier = {
  readonly id: string;
  readonly sub: string | null;
  readonly refreshToken: Buffer | null;
};

export type Echeances = {
  /** Vouched for before then: to be asked about. */
  readonly verifieAvant: Temporal.Instant;
  /** Asked about since then: somebody else does it, or just did. */
  readonly essayeAvant: Temporal.Instant;
};

/**
 * Takes the session that has waited longest to be asked about, and says so: no other process asks for it meanwhile, and
 * nothing is locked once this transaction is over. A process killed then only delays it.
 */
export async function takeSessionToVerify(
  tx: Tx,
  now: Temporal.Instant,
  { verifieAvant, essayeAvant }: Echeances,
): Promise<SessionAVerifier | undefined> {
  return comptes(tx)
    .updateTable('sessions')
    .set({ renewal_tried_at: now })
    .where('id', '=', (query) =>
      query
        .selectFrom('sessions')
        .where('refresh_token', 'is not', null)
        .where('verifie_at', '<', verifieAvant)
        .where('expires_at', '>', now)
        .where((row) => row.or([row('renewal_tried_at', 'is', null), row('renewal_tried_at', '<', essayeAvant)]))
        .select('id')
        .orderBy('verifie_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'sub', 'refresh_token as refreshToken'])
    .executeTakeFirst();
}

/** The provider vouches for them again; it may have given another token for the next time. */
export async function saveVerification(
  tx: Tx,
  id: string,
  verification: { readonly at: Temporal.Instant; readonly refreshToken: Buffer | undefined },
): Promise<void> {
  await comptes(tx)
    .updateTable('sessions')
    .set({
      verifie_at: verification.at,
      renewal_tried_at: null,
      ...(verification.refreshToken ? { refresh_token: verification.refreshToken } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Nobody can ask any more: the session ends at its limit. */
export async function forgetRefreshToken(tx: Tx, id: string): Promise<void> {
  await comptes(tx).updateTable('sessions').set({ refresh_token: null }).where('id', '=', id).execute();
}

/** Ends the open sessions of agents that nobody vouched for since then. @returns how many */
export async function deleteUnverified(tx: Tx, now: Temporal.Instant, verifieAvant: Temporal.Instant): Promise<number> {
  const ended = await comptes(tx)
    .deleteFrom('sessions')
    .where('fournisseur', '=', 'proconnect')
    .where('expires_at', '>', now)
    .where('verifie_at', '<=', verifieAvant)
    .returning('id')
    .execute();
  return ended.length;
}
