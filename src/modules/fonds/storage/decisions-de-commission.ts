import type { Tx } from '../../../platform/db/database.ts';
import { type Montant, sumMontants } from '../../../values/montant.ts';
import type { DecisionCommission, EffetDecision } from '../domain/commission.ts';
import { nomDEnveloppe } from '../domain/nom-enveloppe.ts';
import type { Couverture, EnveloppeSimulee } from '../domain/simulation.ts';
import { evaluation } from './tables-evaluation.ts';

export type Decision = {
  /** Also the key of the subvention that it proposes. */
  readonly id: string;
  readonly dossierId: string;
  readonly decision: DecisionCommission;
  readonly enveloppeId: string | null;
  readonly montant: Montant | null;
  readonly motif: string | null;
  readonly effet: EffetDecision | null;
  readonly echec: string | null;
  readonly subventionId: string | null;
};

const COLUMNS = [
  'id',
  'dossier_id as dossierId',
  'decision',
  'enveloppe_id as enveloppeId',
  'montant',
  'motif',
  'effet',
  'echec',
  'subvention_id as subventionId',
] as const;

export type DecisionASaver = Pick<Decision, 'id' | 'dossierId' | 'decision' | 'enveloppeId' | 'montant' | 'motif'> & {
  readonly organisationId: string;
  readonly commissionId: string;
};

/** Takes a decision, or takes it otherwise while the committee sits. */
export async function saveDecision(tx: Tx, one: DecisionASaver, at: Temporal.Instant): Promise<void> {
  const values = {
    decision: one.decision,
    enveloppe_id: one.enveloppeId,
    montant: one.montant,
    motif: one.motif,
    decided_at: at,
  };
  await evaluation(tx)
    .insertInto('commission_decisions')
    .values({
      id: one.id,
      organisation_id: one.organisationId,
      commission_id: one.commissionId,
      dossier_id: one.dossierId,
      ...values,
      effet: null,
      echec: null,
      subvention_id: null,
    })
    .onConflict((conflict) => conflict.columns(['commission_id', 'dossier_id']).doUpdateSet(values))
    .execute();
}

/** In no particular order. */
export async function listDecisions(tx: Tx, commissionId: string): Promise<readonly Decision[]> {
  return evaluation(tx)
    .selectFrom('commission_decisions')
    .where('commission_id', '=', commissionId)
    .select(COLUMNS)
    .execute();
}

/** Held until the transaction ends: two closings at once carry it out once. */
export async function lockDecision(tx: Tx, id: string): Promise<Decision | undefined> {
  return evaluation(tx)
    .selectFrom('commission_decisions')
    .where('id', '=', id)
    .select(COLUMNS)
    .forUpdate()
    .executeTakeFirst();
}

export type Effet =
  | { readonly effet: 'proposee'; readonly subventionId: string }
  | { readonly effet: 'refusee' | 'reportee' }
  | { readonly effet: 'echec'; readonly echec: string };

export async function saveEffet(tx: Tx, id: string, effet: Effet): Promise<void> {
  await evaluation(tx)
    .updateTable('commission_decisions')
    .set({
      effet: effet.effet,
      echec: effet.effet === 'echec' ? effet.echec : null,
      subvention_id: effet.effet === 'proposee' ? effet.subventionId : null,
    })
    .where('id', '=', id)
    .execute();
}

/** What a committee keeps from an enveloppe, except for one request. */
export async function retenuDans(
  tx: Tx,
  { commissionId, enveloppeId, sauf }: Record<'commissionId' | 'enveloppeId' | 'sauf', string>,
): Promise<Montant> {
  const rows = await evaluation(tx)
    .selectFrom('commission_decisions')
    .where('commission_id', '=', commissionId)
    .where('enveloppe_id', '=', enveloppeId)
    .where('dossier_id', '<>', sauf)
    .select('montant')
    .execute();
  return sumMontants(rows.flatMap(({ montant }) => montant ?? []));
}

export type EnveloppeDeCommission = EnveloppeSimulee & { readonly nom: string };

/** Those of the axis of a session, with what is free in each at this instant. */
export async function listEnveloppesDeSession(tx: Tx, sessionId: string): Promise<readonly EnveloppeDeCommission[]> {
  const rows = await evaluation(tx)
    .selectFrom('sessions_fonds')
    .innerJoin('dispositifs', 'dispositifs.id', 'sessions_fonds.dispositif_id')
    .innerJoin('enveloppes', 'enveloppes.axe_id', 'dispositifs.axe_id')
    .leftJoin('enveloppe_soldes', 'enveloppe_soldes.enveloppe_id', 'enveloppes.id')
    .where('sessions_fonds.id', '=', sessionId)
    .whereRef('enveloppes.organisation_id', '=', 'sessions_fonds.organisation_id')
    .select(({ fn, val }) => [
      'enveloppes.id',
      'enveloppes.nom',
      'annee',
      'territoire_type',
      'territoire_code',
      fn.coalesce('disponible', val(0)).as('disponible'),
    ])
    .orderBy('annee')
    .orderBy('territoire_code', (order) => order.asc().nullsFirst())
    .execute();
  return rows.map(({ id, nom, annee, disponible, territoire_type, territoire_code }) => {
    const territoire = couvertureOf(territoire_type, territoire_code);
    return {
      id,
      nom: nomDEnveloppe({ nom, annee, territoire }),
      disponible: Number(disponible) as Montant,
      territoire,
    };
  });
}

function couvertureOf(type: Couverture['type'], code: string | null): Couverture {
  return type === 'national' || code === null ? { type: 'national' } : { type, code };
}
