import type { Tx } from '../../../platform/db/database.ts';
import type { GrilleAvis } from '../domain/avis.ts';
import { fonds } from './tables.ts';

export type VersionDeGrilleAvis = {
  readonly id: string;
  readonly sessionId: string;
  readonly version: number;
  readonly grille: GrilleAvis;
  readonly empreinte: Buffer;
};

/** By which opinions are asked now; undefined when the session has no grid: then an opinion is one whole. */
export async function lastGrilleAvis(tx: Tx, sessionId: string): Promise<VersionDeGrilleAvis | undefined> {
  return fonds(tx)
    .selectFrom('grilles_avis')
    .where('session_id', '=', sessionId)
    .select(['id', 'session_id as sessionId', 'version', 'contenu as grille', 'empreinte'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The same, of the session in which a request was deposited. */
export async function grilleAvisDeDemande(tx: Tx, dossierId: string): Promise<string | null> {
  const row = await fonds(tx)
    .selectFrom('grilles_avis as g')
    .innerJoin('candidatures as c', 'c.session_id', 'g.session_id')
    .where('c.dossier_id', '=', dossierId)
    .select('g.id')
    .orderBy('g.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertGrilleAvis(
  tx: Tx,
  one: VersionDeGrilleAvis & { readonly organisationId: string },
  at: Temporal.Instant,
): Promise<void> {
  await fonds(tx)
    .insertInto('grilles_avis')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      session_id: one.sessionId,
      version: one.version,
      contenu: JSON.stringify(one.grille),
      empreinte: one.empreinte,
      created_at: at,
    })
    .execute();
}
