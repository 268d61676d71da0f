import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Siren } from '../../../values/siren.ts';
import { type Siret, sirenOf } from '../../../values/siret.ts';
import type { RegimeAide } from '../domain/publication.ts';
import { publication } from './publication-tables.ts';

/** An agreement with all that its open data says, and what was published of it. */
export type Publiable = {
  readonly id: string;
  readonly organisationId: string;
  readonly numero: string;
  readonly referenceDecision: string | null;
  readonly beneficiaire: { readonly nom: string; readonly siret: Siret };
  readonly objet: string;
  readonly montant: Montant;
  readonly signeeLe: Jour;
  /** The days of its plan of payments, as it is now. */
  readonly versements: readonly Jour[];
  /** What its beneficiary was granted by this fund in the year of its signature, this one included. */
  readonly montantAnnuel: Montant;
  /** Of its dispositif; null where it was awarded outside any. */
  readonly regime: RegimeAide;
  readonly publiee: Publiee | null;
};

export type Publiee = {
  readonly premiereAt: Temporal.Instant;
  readonly derniereAt: Temporal.Instant;
  readonly sha256: string;
};

type Filtre = {
  /** All of them when absent: for a job. */
  readonly organisationId?: string;
  readonly jamaisPubliees?: boolean;
};

/**
 * The agreements that were signed, in the order of their ids, some hundreds at a time: each batch is two queries, whatever
 * the number of payments. What was made for a demonstration is never among them.
 */
export async function* publiables(tx: Tx, filtre: Filtre, taille = 500): AsyncGenerator<readonly Publiable[]> {
  for (let apres: string | undefined; ; ) {
    const batch = await listPubliables(tx, filtre, taille, apres);
    if (batch.length > 0) yield batch;
    if (batch.length < taille) return;
    apres = batch.at(-1)?.id;
  }
}

async function listPubliables(
  tx: Tx,
  { organisationId, jamaisPubliees }: Filtre,
  taille: number,
  apres: string | undefined,
): Promise<readonly Publiable[]> {
  let query = publication(tx)
    .selectFrom('subventions as s')
    .leftJoin('publications_scdl as p', (join) =>
      join.onRef('p.subvention_id', '=', 's.id').on('p.remplacee', 'is', null),
    )
    .leftJoin('candidatures as c', 'c.dossier_id', 's.dossier_id')
    .leftJoin('dispositifs as d', 'd.id', 'c.dispositif_id')
    .where('s.convention_signee_le', 'is not', null)
    .where('s.fictif', '=', false)
    .select(['d.notification_ue', 'd.dispositif_aide'])
    .select(['s.id', 's.organisation_id', 's.numero', 's.reference_decision', 's.beneficiaire_nom', 's.objet'])
    .select(['s.beneficiaire_siret', 's.montant', 's.convention_signee_le as signee_le'])
    .select(['p.sha256', 'p.publiee_at'])
    .select(({ selectFrom }) => [
      selectFrom('publications_scdl as first')
        .whereRef('first.subvention_id', '=', 's.id')
        .select(({ fn }) => fn.min('first.publiee_at').as('at'))
        .as('premiere_at'),
      selectFrom('versements as v')
        .whereRef('v.subvention_id', '=', 's.id')
        .where('v.retire', '=', false)
        .select(sql<readonly Jour[]>`coalesce(array_agg(v.prevu_le::text order by v.prevu_le), '{}')`.as('jours'))
        .as('versements'),
    ])
    .orderBy('s.id')
    .limit(taille);
  if (organisationId) query = query.where('s.organisation_id', '=', organisationId);
  if (jamaisPubliees) query = query.where('p.subvention_id', 'is', null);
  if (apres) query = query.where('s.id', '>', apres);
  const rows = await query.execute();
  const montantAnnuel = await montantsAnnuels(
    tx,
    rows.map(({ beneficiaire_siret }) => sirenOf(beneficiaire_siret)),
  );
  return rows.flatMap((row) => {
    if (row.signee_le === null) return [];
    return {
      id: row.id,
      organisationId: row.organisation_id,
      numero: row.numero,
      referenceDecision: row.reference_decision,
      beneficiaire: { nom: row.beneficiaire_nom, siret: row.beneficiaire_siret },
      objet: row.objet,
      montant: row.montant,
      signeeLe: row.signee_le,
      versements: row.versements ?? [],
      montantAnnuel: montantAnnuel({ ...row, signee_le: row.signee_le }) ?? row.montant,
      regime: { notificationUE: row.notification_ue, dispositifAide: row.dispositif_aide },
      publiee:
        row.sha256 === null || row.publiee_at === null || row.premiere_at === null
          ? null
          : { premiereAt: row.premiere_at, derniereAt: row.publiee_at, sha256: row.sha256 },
    };
  });
}

type Accord = { readonly organisation_id: string; readonly beneficiaire_siret: Siret; readonly signee_le: Jour };

/** What each of these beneficiaries was granted by each fund in each year: one query for a batch, not one an agreement. */
async function montantsAnnuels(tx: Tx, sirens: readonly Siren[]): Promise<(accord: Accord) => Montant | undefined> {
  if (sirens.length === 0) return () => undefined;
  const rows = await publication(tx)
    .selectFrom('subventions')
    .where(sql<string>`left(beneficiaire_siret, 9)`, 'in', [...new Set(sirens)])
    .where('convention_signee_le', 'is not', null)
    .where('fictif', '=', false)
    .select('organisation_id')
    .select([
      sql<string>`left(beneficiaire_siret, 9)`.as('siren'),
      sql<string>`to_char(convention_signee_le, 'YYYY')`.as('annee'),
      sql<Montant>`sum(montant)::bigint`.as('montant'),
    ])
    .groupBy(['organisation_id', 'siren', 'annee'])
    .execute();
  const sums = new Map(rows.map((row) => [`${row.organisation_id} ${row.siren} ${row.annee}`, row.montant]));
  return ({ organisation_id, beneficiaire_siret, signee_le }) =>
    sums.get(`${organisation_id} ${sirenOf(beneficiaire_siret)} ${signee_le.slice(0, 4)}`);
}

/** Agreements made for a demonstration: counted, never published. */
export async function countFictives(tx: Tx, organisationId: string): Promise<number> {
  const { nombre } = await publication(tx)
    .selectFrom('projets_finances')
    .where('organisation_id', '=', organisationId)
    .where('convention_signee_le', 'is not', null)
    .where('fictif', '=', true)
    .select(({ fn }) => fn.countAll<number>().as('nombre'))
    .executeTakeFirstOrThrow();
  return Number(nombre);
}
