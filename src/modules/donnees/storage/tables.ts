import type { Tx } from '../../../platform/db/database.ts';

export type DonneesTables = {
  source_limites: {
    cle: string;
    tranches: number[];
    tranche: number;
    repos_jusqua: Temporal.Instant | null;
    echecs: number;
    modified_at: Temporal.Instant;
  };
};

/** The tables of this module, in a transaction. */
export const donnees = (tx: Tx) => tx.withTables<DonneesTables>();
