import type { Tx } from '../../../platform/db/database.ts';
import type { ActionEnLot } from '../domain/lot-candidatures.ts';
import { fonds } from './tables.ts';

/** What to do to the requests of a selection. */
export type ActionChoisie = {
  readonly action: ActionEnLot;
  /** To whom, when it assigns; nobody when null. */
  readonly instructeurId: string | null;
  /** Why, when it refuses. */
  readonly motif: string | null;
};

/** The requests that an agent chose to act upon. It never changes. */
export type SelectionCandidatures = {
  readonly id: string;
  readonly organisationId: string;
  readonly personneId: string;
  /** The query of the list that they come from. */
  readonly filtre: string;
  readonly dossierIds: readonly string[];
  readonly choisie: ActionChoisie | undefined;
  readonly createdAt: Temporal.Instant;
};

export async function insertSelection(tx: Tx, selection: SelectionCandidatures): Promise<void> {
  const { choisie } = selection;
  await fonds(tx)
    .insertInto('selections_candidatures')
    .values({
      id: selection.id,
      organisation_id: selection.organisationId,
      personne_id: selection.personneId,
      filtre: selection.filtre,
      dossier_ids: [...selection.dossierIds],
      action: choisie?.action ?? null,
      instructeur_id: choisie?.instructeurId ?? null,
      motif: choisie?.motif ?? null,
      created_at: selection.createdAt,
    })
    .execute();
}

/** Theirs alone: the row-level security says whose it is. */
export async function findSelection(tx: Tx, id: string): Promise<SelectionCandidatures | undefined> {
  const row = await fonds(tx).selectFrom('selections_candidatures').where('id', '=', id).selectAll().executeTakeFirst();
  if (!row) return undefined;
  const { action, instructeur_id: instructeurId, motif } = row;
  return {
    id: row.id,
    organisationId: row.organisation_id,
    personneId: row.personne_id,
    filtre: row.filtre,
    dossierIds: row.dossier_ids,
    choisie: action ? { action, instructeurId, motif } : undefined,
    createdAt: row.created_at,
  };
}

export async function deleteSelectionsBefore(
  tx: Tx,
  { organisationId, personneId }: Pick<SelectionCandidatures, 'organisationId' | 'personneId'>,
  before: Temporal.Instant,
): Promise<void> {
  await fonds(tx)
    .deleteFrom('selections_candidatures')
    .where('organisation_id', '=', organisationId)
    .where('personne_id', '=', personneId)
    .where('created_at', '<', before)
    .execute();
}
