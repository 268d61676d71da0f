import { sql } from 'kysely';
import type { Database } from '../platform/db/database.ts';

const SIMULATEUR = 'http://localhost:';

/**
 * The simulators of another port are the same ones: whoever signed in through them keeps their account, which is known by
 * the address of its provider (« Choisissez un autre port » would lock everybody out otherwise).
 *
 * @param issuers those of this start; a real one is left alone
 */
export async function followSimulators(db: Database, issuers: readonly string[]): Promise<void> {
  await db.transaction({ systeme: true }, async (tx) => {
    for (const issuer of issuers.filter((one) => one.startsWith(SIMULATEUR))) {
      const { rows } = await sql<{ former: string }>`
        select issuer as former from identites
        where issuer like ${`${SIMULATEUR}%${new URL(issuer).pathname}`} and issuer <> ${issuer}
        group by issuer order by max(last_used_at) desc`.execute(tx);
      // One after the other: of two accounts that one person has by now, the one used last is theirs.
      for (const { former } of rows) {
        await sql`
          update identites as i set issuer = ${issuer}
          where issuer = ${former}
            and not exists (select from identites as n where n.issuer = ${issuer} and n.sub = i.sub)`.execute(tx);
      }
    }
  });
}
