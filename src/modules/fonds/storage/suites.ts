import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import { type Montant, sumMontants } from '../../../values/montant.ts';
import { fonds } from './tables.ts';

/** What comes after an agreement: its avenants, and the repayments of who received too much. */

type DeSubvention = {
  readonly id: string;
  readonly organisationId: string;
  readonly subventionId: string;
  /** Sent by the browser with the form: the same form sent twice counts once. */
  readonly cle: string;
};

export type Avenant = {
  readonly motif: string;
  readonly signeLe: Jour;
  readonly finAvant: Jour;
  readonly finApres: Jour;
};

/** @returns false when this form was already received */
export async function insertAvenant(tx: Tx, avenant: DeSubvention & Avenant, at: Temporal.Instant): Promise<boolean> {
  const inserted = await fonds(tx)
    .insertInto('avenants')
    .values({
      id: avenant.id,
      organisation_id: avenant.organisationId,
      subvention_id: avenant.subventionId,
      cle: avenant.cle,
      motif: avenant.motif,
      signe_le: avenant.signeLe,
      fin_avant: avenant.finAvant,
      fin_apres: avenant.finApres,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function listAvenants(tx: Tx, subventionId: string): Promise<readonly Avenant[]> {
  return fonds(tx)
    .selectFrom('avenants')
    .where('subvention_id', '=', subventionId)
    .select(['motif', 'signe_le as signeLe', 'fin_avant as finAvant', 'fin_apres as finApres'])
    .orderBy('created_at')
    .execute();
}

export type Reversement = { readonly montant: Montant; readonly recuLe: Jour; readonly reference: string };

/** @returns true when this form was already received */
export async function isReversementKnown(tx: Tx, subventionId: string, cle: string): Promise<boolean> {
  const row = await fonds(tx)
    .selectFrom('reversements')
    .where('subvention_id', '=', subventionId)
    .where('cle', '=', cle)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertReversement(
  tx: Tx,
  reversement: DeSubvention & Reversement,
  at: Temporal.Instant,
): Promise<void> {
  await fonds(tx)
    .insertInto('reversements')
    .values({
      id: reversement.id,
      organisation_id: reversement.organisationId,
      subvention_id: reversement.subventionId,
      cle: reversement.cle,
      montant: reversement.montant,
      recu_le: reversement.recuLe,
      reference: reversement.reference,
      created_at: at,
    })
    .execute();
}

export async function listReversements(tx: Tx, subventionId: string): Promise<readonly Reversement[]> {
  return fonds(tx)
    .selectFrom('reversements')
    .where('subvention_id', '=', subventionId)
    .select(['montant', 'recu_le as recuLe', 'reference'])
    .orderBy('created_at')
    .execute();
}

/** What a beneficiary has given back so far. */
export async function reverseParSubvention(tx: Tx, subventionId: string): Promise<Montant> {
  return sumMontants((await listReversements(tx, subventionId)).map(({ montant }) => montant));
}
