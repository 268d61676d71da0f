import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

/**
 * Whoever ties a stored file to a row holds it with others; whoever removes it from the store holds it alone. So a file
 * that is removed is nobody's, nor about to be. Held until the transaction ends.
 */
export async function holdFile(tx: Tx, sha256: string, mode: 'partage' | 'exclusif'): Promise<void> {
  const key = `fichier ${sha256}`;
  await (mode === 'partage'
    ? sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`
    : sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
  ).execute(tx);
}

/** True when a module still has this file somewhere, for any organisation. Each one that keeps files registers its own. */
export type FichierTenu = (tx: Tx, sha256: string) => Promise<boolean>;
