import type { ColumnType } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Compte, TypeOperation } from '../domain/operation.ts';
import type { NatureDispositif } from '../domain/session.ts';

export type FondsTables = {
  programmes: {
    id: string;
    organisation_id: string;
    nom: string;
    montant: Montant;
    created_at: Temporal.Instant;
  };
  axes: {
    id: string;
    organisation_id: string;
    programme_id: string;
    numero: number;
    nom: string;
    montant: Montant;
  };
  enveloppes: {
    id: string;
    organisation_id: string;
    axe_id: string;
    annee: number;
    nom: string;
    territoire_type: 'national' | 'region' | 'departement';
    territoire_code: string | null;
    parent_id: string | null;
    created_at: Temporal.Instant;
  };
  enveloppe_soldes: { enveloppe_id: string; organisation_id: string } & Record<Compte, Montant>;
  subvention_soldes: { subvention_id: string; organisation_id: string; enveloppe_id: string } & Record<
    Exclude<Compte, 'autorise' | 'disponible'>,
    Montant
  >;
  ecritures: {
    id: string;
    organisation_id: string;
    operation_id: string;
    enveloppe_id: string;
    subvention_id: string | null;
    de: Compte;
    vers: Compte;
    montant: Montant;
    type: TypeOperation;
    motif: string;
    autorite: string;
    acteur_id: string | null;
    passed_at: Temporal.Instant;
  };
  dispositifs: {
    id: string;
    organisation_id: string;
    axe_id: string;
    slug: string;
    nom: string;
    nature: NatureDispositif;
    presentation: string;
    demarche_id: string | null;
    created_at: Temporal.Instant;
  };
  sessions_fonds: {
    id: string;
    organisation_id: string;
    dispositif_id: string;
    numero: number;
    nom: string;
    opens_at: Temporal.Instant;
    closes_at: Temporal.Instant | null;
    grace_minutes: number;
    created_at: Temporal.Instant;
  };
  regles_session: {
    id: string;
    organisation_id: string;
    session_id: string;
    version: number;
    regles: ColumnType<Readonly<Record<string, unknown>>, string, never>;
    empreinte: Buffer;
    applies_from: Temporal.Instant;
    created_at: Temporal.Instant;
  };
  candidatures: {
    dossier_id: string;
    organisation_id: string;
    session_id: string;
    regles_id: string;
    deposited_at: Temporal.Instant;
  };
};

/** The tables of this module, in a transaction. */
export const fonds = (tx: Tx) => tx.withTables<FondsTables>();
