import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { CleDePage } from '../../../values/cle-de-page.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Siret } from '../../../values/siret.ts';
import type { Partenaire, StatutCandidature } from '../domain/candidature.ts';
import { evaluation } from './tables-evaluation.ts';

/** A request, as those who compare them see it. */
export type DemandeDeSession = {
  readonly dossierId: string;
  readonly numero: string;
  readonly beneficiaire: string;
  readonly siret: Siret;
  /** Those who carry it too. */
  readonly partenaires: readonly Partenaire[];
  readonly objet: string;
  readonly demande: Montant;
  readonly statut: StatutCandidature;
  readonly departement: string | null;
  readonly region: string | null;
  readonly fictif: boolean;
  readonly depositedAt: Temporal.Instant;
  /** A subvention answers it already, be it only proposed. */
  readonly aUneSubvention: boolean;
};

/** True for what a committee may still decide. */
export function attendUneDecision({ statut, aUneSubvention }: DemandeDeSession): boolean {
  return (statut === 'deposee' || statut === 'en_instruction') && !aUneSubvention;
}

const ofSession = (tx: Tx) =>
  evaluation(tx)
    .selectFrom('candidatures')
    .innerJoin('dossiers', 'dossiers.id', 'candidatures.dossier_id')
    .select([
      'candidatures.dossier_id as dossierId',
      'dossiers.numero',
      'beneficiaire_nom as beneficiaire',
      'beneficiaire_siret as siret',
      'partenaires',
      'objet',
      'demande',
      'candidatures.statut',
      'beneficiaire_departement as departement',
      'beneficiaire_region as region',
      'fictif',
      'candidatures.deposited_at as depositedAt',
      sql<boolean>`exists (select from subventions where subventions.dossier_id = candidatures.dossier_id
        and subventions.statut <> 'abandonnee')`.as('aUneSubvention'),
    ]);

/** All those of a session, the oldest deposit first: a ranking needs them all. */
export async function listDemandes(tx: Tx, sessionId: string): Promise<readonly DemandeDeSession[]> {
  return ofSession(tx)
    .where('candidatures.session_id', '=', sessionId)
    .orderBy('candidatures.deposited_at')
    .orderBy('candidatures.dossier_id')
    .execute();
}

export async function findDemande(
  tx: Tx,
  dossierId: string,
): Promise<(DemandeDeSession & { readonly sessionId: string }) | undefined> {
  return ofSession(tx)
    .where('candidatures.dossier_id', '=', dossierId)
    .select('candidatures.session_id as sessionId')
    .executeTakeFirst();
}

/** By session of an organisation, how many requests it got. */
export async function countDemandes(tx: Tx, organisationId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await evaluation(tx)
    .selectFrom('candidatures')
    .where('organisation_id', '=', organisationId)
    .groupBy('session_id')
    .select(({ fn }) => ['session_id as sessionId', fn.countAll<number>().as('nombre')])
    .execute();
  return new Map(rows.map(({ sessionId, nombre }) => [sessionId, Number(nombre)]));
}

/** By session of an organisation, how many evaluations were submitted, of how many asked: none of who has a conflict. */
export async function countEvaluations(
  tx: Tx,
  organisationId: string,
): Promise<ReadonlyMap<string, { readonly soumises: number; readonly assignees: number }>> {
  const rows = await evaluation(tx)
    .selectFrom('evaluations')
    .leftJoin('conflits_interets', (join) =>
      join
        .onRef('conflits_interets.dossier_id', '=', 'evaluations.dossier_id')
        .onRef('conflits_interets.evaluateur_id', '=', 'evaluations.evaluateur_id'),
    )
    .where('evaluations.organisation_id', '=', organisationId)
    .where('conflits_interets.id', 'is', null)
    .groupBy('session_id')
    .select(({ fn }) => [
      'session_id as sessionId',
      fn.countAll<number>().as('assignees'),
      fn.count<number>('submitted_at').as('soumises'),
    ])
    .execute();
  return new Map(
    rows.map((row) => [row.sessionId, { soumises: Number(row.soumises), assignees: Number(row.assignees) }]),
  );
}

export type DemandeSuivie = DemandeDeSession & {
  readonly soumises: number;
  /** Asked, submitted or not, without conflict. */
  readonly assignees: number;
  readonly recusees: number;
};

export type PageDeDemandes = {
  readonly apres?: CleDePage | undefined;
  readonly avant?: CleDePage | undefined;
  readonly taille: number;
};

/** The oldest deposit first, one more than asked when there are more; what is noted of each under one version of the grid. */
export async function listDemandesSuivies(
  tx: Tx,
  sessionId: string,
  { apres, avant, taille, grilleId }: PageDeDemandes & { readonly grilleId: string | null },
): Promise<readonly DemandeSuivie[]> {
  const sens = avant ? 'desc' : 'asc';
  const rows = await ofSession(tx)
    .leftJoin('evaluations', (join) =>
      join
        .onRef('evaluations.dossier_id', '=', 'candidatures.dossier_id')
        .on('evaluations.grille_id', 'is not distinct from', grilleId),
    )
    .leftJoin('conflits_interets', (join) =>
      join
        .onRef('conflits_interets.dossier_id', '=', 'evaluations.dossier_id')
        .onRef('conflits_interets.evaluateur_id', '=', 'evaluations.evaluateur_id'),
    )
    .where('candidatures.session_id', '=', sessionId)
    .$if(apres !== undefined, (query) => query.where(apresCle('>', apres)))
    .$if(avant !== undefined, (query) => query.where(apresCle('<', avant)))
    .groupBy(['candidatures.dossier_id', 'dossiers.numero'])
    .select(({ fn }) => [
      fn.count<number>('evaluations.id').as('demandees'),
      fn.count<number>('evaluations.submitted_at').filterWhere('conflits_interets.id', 'is', null).as('soumises'),
      fn.count<number>('evaluations.id').filterWhere('conflits_interets.id', 'is not', null).as('recusees'),
    ])
    .orderBy('candidatures.deposited_at', sens)
    .orderBy('candidatures.dossier_id', sens)
    .limit(taille + 1)
    .execute();
  const lignes = rows.map(({ demandees, ...row }) => ({
    ...row,
    soumises: Number(row.soumises),
    recusees: Number(row.recusees),
    assignees: Number(demandees) - Number(row.recusees),
  }));
  return avant ? lignes.toReversed() : lignes;
}

function apresCle(sens: '<' | '>', cle: CleDePage | undefined) {
  return sql<boolean>`(candidatures.deposited_at, candidatures.dossier_id) ${sql.raw(sens)} (${cle?.at.toString()}, ${cle?.id})`;
}
