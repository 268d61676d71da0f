import type { Tx } from '../../../platform/db/database.ts';
import type { EtatActe, TypeActe } from '../domain/acte.ts';

export type ActesTables = {
  modeles_actes: {
    id: string;
    organisation_id: string;
    type: TypeActe;
    version: number;
    titre: string;
    objet: string;
    corps: string;
    sha256: string;
    created_at: Temporal.Instant;
  };
  actes: {
    id: string;
    organisation_id: string;
    subvention_id: string;
    type: TypeActe;
    origine: string;
    etat: EtatActe;
    numero: string;
    modele_id: string;
    donnees: string;
    donnees_sha256: string;
    pdf_sha256: string | null;
    signe_sha256: string | null;
    signe_nom: string | null;
    signe_type_mime: string | null;
    created_at: Temporal.Instant;
  };
};

/** The tables of the acts, in a transaction. */
export const actesTables = (tx: Tx) => tx.withTables<ActesTables>();
