import { sql } from 'kysely';
import type { Database, Tx } from '../platform/db/database.ts';
import type { Noyau } from '../platform/services.ts';

/** A part of the demonstration, installed once. */
export type Etape = {
  readonly nom: string;
  /**
   * Reads what it needs, outside of any transaction, and gives the writing: in one transaction of scope `systeme`,
   * together with the line that says it is done.
   */
  readonly prepare: (noyau: Noyau) => Promise<(tx: Tx) => Promise<void>>;
};

export async function doneEtapes(db: Database): Promise<ReadonlySet<string>> {
  const { rows } = await db.transaction({ systeme: true }, (tx) =>
    sql<{ nom: string }>`select nom from demonstration_etapes`.execute(tx),
  );
  return new Set(rows.map(({ nom }) => nom));
}

/** @returns false when another process did it meanwhile: it is waited for, then believed */
export async function runEtape(noyau: Noyau, { nom, prepare }: Etape): Promise<boolean> {
  const write = await prepare(noyau);
  return noyau.db.transaction({ systeme: true }, async (tx) => {
    // First, so that a second process waits here until this transaction is committed or undone.
    const { rows } = await sql`
      insert into demonstration_etapes (nom, done_at) values (${nom}, ${noyau.clock.now().toString()}::timestamptz)
      on conflict do nothing returning nom`.execute(tx);
    if (rows.length === 0) return false;
    await write(tx);
    return true;
  });
}
