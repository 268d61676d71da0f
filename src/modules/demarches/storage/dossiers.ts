import { type ExpressionBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared, statement } from '../../../platform/db/prepared.ts';
import type { Enregistrements } from '../domain/enregistrements.ts';
import type { EtatSources } from '../domain/prefill.ts';
import type { Statut } from '../domain/statut.ts';
import type { Origines, Reponses } from '../domain/valeur.ts';
import { type DemarchesTables, demarches } from './tables.ts';

/** A dossier as its use cases need it. Who may see it was decided by the scope of the transaction. */
export type Dossier = {
  readonly id: string;
  readonly organisationId: string;
  readonly demarcheId: string;
  readonly versionId: string;
  /** Who asks; who began it, when an organisation carries it. */
  readonly usagerId: string;
  /** The organisation that carries it; null when a person asks. */
  readonly porteurId: string | null;
  /** Who deposited last. */
  readonly deposantId: string | null;
  readonly statut: Statut;
  readonly numero: string | null;
  readonly reponses: Reponses;
  readonly origines: Origines;
  readonly sources: EtatSources;
  readonly etapesFaites: readonly string[];
  readonly enregistrements: Enregistrements;
  readonly demandeur: string | null;
  readonly correctionDemandeeAt: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
  readonly submittedAt: Temporal.Instant | null;
  readonly decidedAt: Temporal.Instant | null;
};

/** What a `Dossier` is read from. */
export const COLUMNS = [
  'id',
  'organisation_id as organisationId',
  'demarche_id as demarcheId',
  'version_id as versionId',
  'usager_id as usagerId',
  'porteur_id as porteurId',
  'deposant_id as deposantId',
  'statut',
  'numero',
  'reponses',
  'origines',
  'sources',
  'etapes_faites as etapesFaites',
  'enregistrements',
  'demandeur',
  'correction_demandee_at as correctionDemandeeAt',
  'created_at as createdAt',
  'modified_at as modifiedAt',
  'submitted_at as submittedAt',
  'decided_at as decidedAt',
] as const;

export async function findDossier(tx: Tx, id: string): Promise<Dossier | undefined> {
  const [dossier] = await dossierById(tx, id);
  return dossier;
}

const dossierById = prepared('dossier', (tx, id: string) =>
  demarches(tx).selectFrom('dossiers').where('id', '=', id).select(COLUMNS),
);

/** The same, held until the end of the transaction: two actions on one dossier take turns. */
export async function lockDossier(tx: Tx, id: string): Promise<Dossier | undefined> {
  const [dossier] = await dossierForUpdate(tx, id);
  return dossier;
}

const dossierForUpdate = prepared('dossier_verrou', (tx, id: string) =>
  demarches(tx).selectFrom('dossiers').where('id', '=', id).select(COLUMNS).forUpdate(),
);

export type NouveauDossier = {
  readonly id: string;
  readonly organisationId: string;
  readonly demarcheId: string;
  readonly versionId: string;
  readonly usagerId: string;
  readonly porteurId: string | null;
  readonly reponses: Reponses;
  readonly origines: Origines;
  readonly sources: EtatSources;
  readonly now: Temporal.Instant;
};

/** @returns false when this usager, or this organisation, already has a draft of this démarche. */
export async function insertDossier(tx: Tx, dossier: NouveauDossier): Promise<boolean> {
  const inserted = await demarches(tx)
    .insertInto('dossiers')
    .values({
      id: dossier.id,
      organisation_id: dossier.organisationId,
      demarche_id: dossier.demarcheId,
      version_id: dossier.versionId,
      usager_id: dossier.usagerId,
      porteur_id: dossier.porteurId,
      deposant_id: null,
      statut: 'brouillon',
      reponses: JSON.stringify(dossier.reponses),
      origines: JSON.stringify(dossier.origines),
      sources: JSON.stringify(dossier.sources),
      etapes_faites: [],
      created_at: dossier.now,
      modified_at: dossier.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Whose dossiers: a person's own, or all those that an organisation carries. */
export type Titulaire = { readonly usagerId: string; readonly porteurId: string | null };

export function isHeldBy({ usagerId, porteurId }: Titulaire) {
  return (eb: ExpressionBuilder<DemarchesTables, 'dossiers'>) =>
    porteurId
      ? eb('porteur_id', '=', porteurId)
      : eb.and([eb('usager_id', '=', usagerId), eb('porteur_id', 'is', null)]);
}

export async function findBrouillon(tx: Tx, titulaire: Titulaire, demarcheId: string): Promise<Dossier | undefined> {
  return demarches(tx)
    .selectFrom('dossiers')
    .where(isHeldBy(titulaire))
    .where('demarche_id', '=', demarcheId)
    .where('statut', '=', 'brouillon')
    .select(COLUMNS)
    .executeTakeFirst();
}

/** What the usager is writing: the answers, and which steps are done. */
export async function saveReponses(
  tx: Tx,
  id: string,
  copie: {
    readonly reponses: Reponses;
    readonly origines: Origines;
    readonly etapesFaites: readonly string[];
    readonly enregistrements: Enregistrements;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await demarches(tx)
    .updateTable('dossiers')
    .set({
      reponses: JSON.stringify(copie.reponses),
      origines: JSON.stringify(copie.origines),
      etapes_faites: [...copie.etapesFaites],
      enregistrements: JSON.stringify(copie.enregistrements),
      modified_at: copie.now,
    })
    .where('id', '=', id)
    .execute();
}

export async function savePrerempli(
  tx: Tx,
  id: string,
  prerempli: {
    readonly reponses: Reponses;
    readonly origines: Origines;
    readonly sources: EtatSources;
    readonly enregistrements: Enregistrements;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await demarches(tx)
    .updateTable('dossiers')
    .set({
      reponses: JSON.stringify(prerempli.reponses),
      origines: JSON.stringify(prerempli.origines),
      sources: JSON.stringify(prerempli.sources),
      enregistrements: JSON.stringify(prerempli.enregistrements),
      modified_at: prerempli.now,
    })
    .where('id', '=', id)
    .execute();
}

/** « 2026-000123 »: the year, then a number that only grows; a gap is not a loss. */
export async function nextNumero(tx: Tx, year: number): Promise<string> {
  const [next] = await nextRang(tx);
  return `${year}-${String(next?.n ?? 0).padStart(6, '0')}`;
}

const nextRang = prepared('numero_suivant', () =>
  statement(sql<{ n: number }>`select nextval('dossiers_numero') as n`),
);

export async function saveDepot(
  tx: Tx,
  id: string,
  depot: {
    readonly numero: string;
    readonly demandeur: string;
    readonly demandeurRecherche: string;
    readonly deposantId: string;
    readonly reponses: Reponses;
    readonly origines: Origines;
    readonly submittedAt: Temporal.Instant;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await depositDossier(
    tx,
    depot.numero,
    depot.demandeur,
    depot.demandeurRecherche,
    depot.deposantId,
    JSON.stringify(depot.reponses),
    JSON.stringify(depot.origines),
    depot.submittedAt,
    depot.now,
    id,
  );
}

const depositDossier = prepared(
  'dossier_depose',
  (
    tx,
    numero: string,
    demandeur: string,
    demandeur_recherche: string,
    deposant_id: string,
    reponses: string,
    origines: string,
    submitted_at: Temporal.Instant,
    modified_at: Temporal.Instant,
    id: string,
  ) =>
    demarches(tx)
      .updateTable('dossiers')
      .set({ numero, demandeur, demandeur_recherche, deposant_id, reponses, origines, submitted_at, modified_at })
      .set({ statut: sql.lit('en_construction'), correction_demandee_at: sql.lit(null) })
      .where('id', '=', id),
);

export async function saveStatut(
  tx: Tx,
  id: string,
  change: {
    readonly statut: Statut;
    readonly now: Temporal.Instant;
    readonly correctionDemandee?: boolean;
    readonly decidee?: boolean;
  },
): Promise<void> {
  await demarches(tx)
    .updateTable('dossiers')
    .set({
      statut: change.statut,
      modified_at: change.now,
      decided_at: change.decidee ? change.now : null,
      correction_demandee_at: change.correctionDemandee ? change.now : null,
    })
    .where('id', '=', id)
    .execute();
}

/** @returns the digests of its files: nobody may need them any more */
export async function deleteBrouillon(tx: Tx, id: string): Promise<readonly string[]> {
  const draft = await demarches(tx)
    .selectFrom('dossiers')
    .where('id', '=', id)
    .where('statut', '=', 'brouillon')
    .select('id')
    .forUpdate()
    .executeTakeFirst();
  if (!draft) return [];
  const files = await demarches(tx).deleteFrom('pieces').where('dossier_id', '=', id).returning('sha256').execute();
  await demarches(tx).deleteFrom('dossiers').where('id', '=', id).execute();
  return files.map(({ sha256 }) => sha256);
}

export async function findDossiers(tx: Tx, ids: readonly string[]): Promise<readonly Dossier[]> {
  if (ids.length === 0) return [];
  return demarches(tx)
    .selectFrom('dossiers')
    .where('id', 'in', [...ids])
    .select(COLUMNS)
    .execute();
}

/** What was being corrected is dropped: what was deposited last counts, and nobody is waited for any more. */
export async function dropCorrection(
  tx: Tx,
  id: string,
  depose: { readonly reponses: Reponses; readonly origines: Origines },
): Promise<void> {
  await demarches(tx)
    .updateTable('dossiers')
    .set({
      reponses: JSON.stringify(depose.reponses),
      origines: JSON.stringify(depose.origines),
      correction_demandee_at: null,
    })
    .where('id', '=', id)
    .execute();
}
