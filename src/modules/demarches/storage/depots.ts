import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared } from '../../../platform/db/prepared.ts';
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
  await addDepot(
    tx,
    depot.id,
    dossierId,
    depot.rang,
    JSON.stringify(depot.reponses),
    JSON.stringify(depot.origines),
    JSON.stringify(depot.calculs),
    depot.sel,
    depot.entreeId,
    depot.depositedAt,
  );
}

const addDepot = prepared(
  'depot_ajout',
  (
    tx,
    id: string,
    dossier_id: string,
    rang: number,
    reponses: string,
    origines: string,
    calculs: string,
    sel: Buffer | null,
    entree_id: string,
    deposited_at: Temporal.Instant,
  ) =>
    demarches(tx)
      .insertInto('depots')
      .values({ id, dossier_id, rang, reponses, origines, calculs, sel, entree_id, deposited_at }),
);

/** What was deposited last: what agents instruct. */
export async function findLastDepot(tx: Tx, dossierId: string): Promise<Depot | undefined> {
  const [depot] = await lastDepot(tx, dossierId);
  return depot;
}

/** Every deposit, the first one first. */
export async function listDepots(tx: Tx, dossierId: string): Promise<readonly Depot[]> {
  return depotsOf(tx, dossierId).orderBy('rang').execute();
}

const lastDepot = prepared('dernier_depot', (tx, dossierId: string) =>
  depotsOf(tx, dossierId).orderBy('rang', 'desc').limit(sql.lit(1)),
);

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
