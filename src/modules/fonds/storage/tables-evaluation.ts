import type { ColumnType } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Jour } from '../../../values/jour.ts';
import type { Montant } from '../../../values/montant.ts';
import type { DecisionCommission, EffetDecision, StatutCommission } from '../domain/commission.ts';
import type { CauseConflit, Grille, Note } from '../domain/grille-evaluation.ts';
import type { FondsTables, TableDeGrilles } from './tables.ts';

type EvaluationTables = {
  grilles_evaluation: TableDeGrilles<Grille>;
  evaluations: {
    id: string;
    organisation_id: string;
    session_id: string;
    grille_id: string;
    dossier_id: string;
    evaluateur_id: string;
    notes: ColumnType<readonly Note[], string, string>;
    assigned_at: Temporal.Instant;
    submitted_at: Temporal.Instant | null;
  };
  conflits_interets: {
    id: string;
    organisation_id: string;
    dossier_id: string;
    evaluateur_id: string;
    cause: CauseConflit;
    motif: string;
    declared_at: Temporal.Instant;
  };
  classements: {
    id: string;
    organisation_id: string;
    session_id: string;
    grille_id: string;
    cle: string;
    numero: number;
    algorithme: number;
    entrees: string;
    resultat: string;
    empreinte: Buffer;
    auteur_id: string;
    created_at: Temporal.Instant;
  };
  commissions: {
    id: string;
    organisation_id: string;
    session_id: string;
    classement_id: string;
    cle: string;
    nom: string;
    tenue_le: Jour;
    quorum: number;
    statut: StatutCommission;
    created_at: Temporal.Instant;
    closed_at: Temporal.Instant | null;
    cloture_par: string | null;
    proces_verbal_sha256: string | null;
  };
  commission_membres: {
    commission_id: string;
    organisation_id: string;
    rang: number;
    nom: string;
    qualite: string | null;
    present: boolean;
  };
  commission_scenarios: {
    id: string;
    organisation_id: string;
    commission_id: string;
    nom: string;
    parametres: string;
    created_at: Temporal.Instant;
  };
  commission_decisions: {
    id: string;
    organisation_id: string;
    commission_id: string;
    dossier_id: string;
    decision: DecisionCommission;
    enveloppe_id: string | null;
    montant: Montant | null;
    motif: string | null;
    effet: EffetDecision | null;
    echec: string | null;
    subvention_id: string | null;
    decided_at: Temporal.Instant;
  };
  /** Of the engine of démarches: how people name a request. */
  dossiers: { id: string; numero: string };
};

/** The tables of the evaluation and of the committee, beside those of the fund. */
export const evaluation = (tx: Tx) => tx.withTables<FondsTables & EvaluationTables>();
