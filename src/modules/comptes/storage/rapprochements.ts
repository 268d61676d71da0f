import type { Tx } from '../../../platform/db/database.ts';
import type { CompteARapprocher, Fusion } from '../domain/rapprochement.ts';
import { COQUILLE } from './personnes.ts';
import { comptes } from './tables.ts';

export type Rapprochement = {
  readonly id: string;
  readonly navigateurEmpreinte: Buffer;
  readonly personneId: string;
  readonly prouveeAt: Temporal.Instant;
  readonly autrePersonneId: string | null;
  readonly autreProuveeAt: Temporal.Instant | null;
};

export async function insertRapprochement(
  tx: Tx,
  rapprochement: Pick<Rapprochement, 'id' | 'navigateurEmpreinte' | 'personneId' | 'prouveeAt'>,
  at: Temporal.Instant,
): Promise<void> {
  await comptes(tx)
    .insertInto('rapprochements')
    .values({
      id: rapprochement.id,
      navigateur_empreinte: rapprochement.navigateurEmpreinte,
      personne_id: rapprochement.personneId,
      prouvee_at: rapprochement.prouveeAt,
      autre_personne_id: null,
      autre_prouvee_at: null,
      created_at: at,
      done_at: null,
    })
    .execute();
}

/** One that is not done; held until the transaction ends, so that it is done once. */
export async function lockRapprochement(tx: Tx, id: string): Promise<Rapprochement | undefined> {
  return comptes(tx)
    .selectFrom('rapprochements')
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .select([...COLUMNS])
    .forUpdate()
    .executeTakeFirst();
}

/** The last one of an account in a browser that only waits to be confirmed. */
export async function findProvenRapprochement(
  tx: Tx,
  { personneId, navigateurEmpreinte }: Pick<Rapprochement, 'personneId' | 'navigateurEmpreinte'>,
): Promise<Rapprochement | undefined> {
  return comptes(tx)
    .selectFrom('rapprochements')
    .where('personne_id', '=', personneId)
    .where('navigateur_empreinte', '=', navigateurEmpreinte)
    .where('done_at', 'is', null)
    .where('autre_personne_id', 'is not', null)
    .select([...COLUMNS])
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

const COLUMNS = [
  'id',
  'navigateur_empreinte as navigateurEmpreinte',
  'personne_id as personneId',
  'prouvee_at as prouveeAt',
  'autre_personne_id as autrePersonneId',
  'autre_prouvee_at as autreProuveeAt',
] as const;

export async function saveOtherProof(tx: Tx, id: string, personneId: string, at: Temporal.Instant): Promise<void> {
  await comptes(tx)
    .updateTable('rapprochements')
    .set({ autre_personne_id: personneId, autre_prouvee_at: at })
    .where('id', '=', id)
    .execute();
}

export async function markDone(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await comptes(tx).updateTable('rapprochements').set({ done_at: at }).where('id', '=', id).execute();
}

/** Both accounts, held in one order for everybody. */
export async function lockComptes(tx: Tx, ids: readonly string[]): Promise<Map<string, CompteARapprocher>> {
  const rows = await comptes(tx)
    .selectFrom('personnes')
    .where('id', 'in', [...ids])
    .select([
      'id',
      'type',
      'fusionnee_dans as fusionneeDans',
      'identite_certifiee as identiteCertifiee',
      'date_naissance as dateNaissance',
      'code_commune_naissance as codeCommuneNaissance',
      'code_pays_naissance as codePaysNaissance',
    ])
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Everything of accounts that was one's is the other's: ways to sign in, open sessions, places in organisations, addresses
 * that may be put back. What remains is a shell without personal data, which says where the account went.
 */
export async function moveCompte(tx: Tx, { conservee, absorbee }: Fusion): Promise<void> {
  await comptes(tx).updateTable('membres').set({ invited_by: conservee }).where('invited_by', '=', absorbee).execute();
  for (const table of ['identites', 'sessions', 'membres', 'adresses_remplacees'] as const) {
    await comptes(tx).updateTable(table).set({ personne_id: conservee }).where('personne_id', '=', absorbee).execute();
  }
  await comptes(tx)
    .updateTable('personnes')
    .set({ ...COQUILLE, fusionnee_dans: conservee })
    .where('id', '=', absorbee)
    .execute();
}
