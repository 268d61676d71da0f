import type { Tx } from '../../../platform/db/database.ts';
import type { Montant } from '../../../values/montant.ts';
import type { Compte, TypeOperation } from '../domain/operation.ts';

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
};

/** The tables of this module, in a transaction. */
export const fonds = (tx: Tx) => tx.withTables<FondsTables>();
