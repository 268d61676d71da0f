import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { type Jour, jourFromInstant } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Partenaire, StatutCandidature } from '../domain/candidature.ts';
import { echeancesDe } from '../domain/echeances.ts';
import { nomDeLicence } from '../domain/licence.ts';
import type { Beneficiaire } from '../domain/subvention.ts';
import { beneficiaireOfRow, columnsOfBeneficiaire } from './beneficiaires.ts';
import { type FondsTables, fonds } from './tables.ts';

export type Candidature = {
  readonly dossierId: string;
  readonly organisationId: string;
  readonly dispositifId: string;
  readonly sessionId: string;
  readonly reglesId: string;
  readonly statut: StatutCandidature;
  readonly beneficiaire: Beneficiaire;
  readonly objet: string;
  readonly cout: Montant;
  readonly assiette: Montant;
  readonly demande: Montant;
  readonly autresAides: Montant;
  readonly financementsPrives: Montant;
  readonly debut: Jour | null;
  readonly fin: Jour | null;
  readonly licence: string | null;
  readonly depotSource: string | null;
  readonly partenaires: readonly Partenaire[];
  readonly fictif: boolean;
  readonly depositedAt: Temporal.Instant;
};

export async function insertCandidature(tx: Tx, one: Candidature): Promise<void> {
  const { recevableAvant, decisionAvant } = echeancesDe(jourFromInstant(one.depositedAt));
  await fonds(tx)
    .insertInto('candidatures')
    .values({
      dossier_id: one.dossierId,
      organisation_id: one.organisationId,
      dispositif_id: one.dispositifId,
      session_id: one.sessionId,
      regles_id: one.reglesId,
      statut: one.statut,
      ...demandeColumns(one),
      fictif: one.fictif,
      deposited_at: one.depositedAt,
      recevable_avant: recevableAvant,
      decision_avant: decisionAvant,
    })
    .execute();
}

/** What a corrected dossier asks: its session, its rules and its instant are those of the first deposit. */
export type DemandeDeposee = Omit<
  Candidature,
  'dossierId' | 'organisationId' | 'dispositifId' | 'sessionId' | 'reglesId' | 'statut' | 'fictif' | 'depositedAt'
>;

export async function saveDemande(tx: Tx, dossierId: string, demande: DemandeDeposee): Promise<void> {
  await fonds(tx)
    .updateTable('candidatures')
    .set(demandeColumns(demande))
    .where('dossier_id', '=', dossierId)
    .execute();
}

export async function saveStatutCandidature(tx: Tx, dossierId: string, statut: StatutCandidature): Promise<void> {
  await fonds(tx).updateTable('candidatures').set({ statut }).where('dossier_id', '=', dossierId).execute();
}

export async function findCandidature(tx: Tx, dossierId: string): Promise<Candidature | undefined> {
  const row = await fonds(tx)
    .selectFrom('candidatures')
    .where('dossier_id', '=', dossierId)
    .selectAll()
    .executeTakeFirst();
  return row && candidatureOfRow(row);
}

function demandeColumns(demande: DemandeDeposee) {
  return {
    ...columnsOfBeneficiaire(demande.beneficiaire),
    objet: demande.objet,
    cout: demande.cout,
    assiette: demande.assiette,
    demande: demande.demande,
    autres_aides: demande.autresAides,
    financements_prives: demande.financementsPrives,
    debut: demande.debut,
    fin: demande.fin,
    licence: demande.licence,
    depot_source: demande.depotSource,
    partenaires: JSON.stringify(demande.partenaires),
  };
}

function candidatureOfRow(row: Selectable<FondsTables['candidatures']>): Candidature {
  return {
    dossierId: row.dossier_id,
    organisationId: row.organisation_id,
    dispositifId: row.dispositif_id,
    sessionId: row.session_id,
    reglesId: row.regles_id,
    statut: row.statut,
    beneficiaire: beneficiaireOfRow(row),
    objet: row.objet,
    cout: row.cout,
    assiette: row.assiette,
    demande: row.demande,
    autresAides: row.autres_aides,
    financementsPrives: row.financements_prives,
    debut: row.debut,
    fin: row.fin,
    licence: nomDeLicence(row.licence),
    depotSource: row.depot_source,
    partenaires: row.partenaires,
    fictif: row.fictif,
    depositedAt: row.deposited_at,
  };
}
