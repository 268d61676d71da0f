import type { Tx } from '../../../platform/db/database.ts';
import type { Calcul } from '../domain/champ.ts';
import type { Origines, Reponses } from '../domain/valeur.ts';
import { demarches } from './tables.ts';

export type Depot = {
  readonly id: string;
  readonly rang: number;
  readonly reponses: Reponses;
  readonly origines: Origines;
  readonly calculs: Readonly<Record<string, Calcul>>;
  readonly sel: Buffer | null;
  readonly entreeId: string;
  readonly depositedAt: Temporal.Instant;
};

export async function insertDepot(tx: Tx, dossierId: string, depot: Depot): Promise<void> {
  await demarches(tx)
    .insertInto('depots')
    .values({
      id: depot.id,
      dossier_id: dossierId,
      rang: depot.rang,
      reponses: JSON.stringify(depot.reponses),
      origines: JSON.stringify(depot.origines),
      calculs: JSON.stringify(depot.calculs),
      sel: depot.sel,
      entree_id: depot.entreeId,
      deposited_at: depot.depositedAt,
    })
    .execute();
}

/** What was deposited last: what agents instruct. */
export async function findLastDepot(tx: Tx, dossierId: string): Promise<Depot | undefined> {
  return depotsOf(tx, dossierId).orderBy('rang', 'desc').limit(1).executeTakeFirst();
}

/** Every deposit, the first one first. */
export async function listDepots(tx: Tx, dossierId: string): Promise<readonly Depot[]> {
  return depotsOf(tx, dossierId).orderBy('rang').execute();
}

function depotsOf(tx: Tx, dossierId: string) {
  return demarches(tx)
    .selectFrom('depots')
    .where('dossier_id', '=', dossierId)
    .select([
      'id',
      'rang',
      'reponses',
      'origines',
      'calculs',
      'sel',
      'entree_id as entreeId',
      'deposited_at as depositedAt',
    ]);
}
