import type { Generated, GeneratedAlways } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

export type JournalTables = {
  journal_entries: {
    id: string;
    seq: GeneratedAlways<number>;
    canonical: string;
    at: GeneratedAlways<string>;
    organisation_id: GeneratedAlways<string | null>;
    sujet_type: GeneratedAlways<string>;
    sujet_id: GeneratedAlways<string>;
    type: GeneratedAlways<string>;
    mandat: GeneratedAlways<string | null>;
  };
  journal_pending: { entry_id: string; seq: number; leaf: Buffer };
  journal_leaves: { position: number; entry_id: string; leaf: Buffer };
  journal_nodes: { level: number; index: number; hash: Buffer };
  journal_keys: { key_id: string; public_key: Buffer; first_used_at: Generated<Temporal.Instant> };
  journal_heads: { size: number; origin: string; root: Buffer; at: string; key_id: string; signature: Buffer };
  journal_timestamps: { size: number; gen_time: Temporal.Instant; token: Buffer; received_at: Temporal.Instant };
  journal_lecteurs: { sujet_type: string; sujet_id: string; lecteur: string };
};

/** The tables of this module, in a transaction. */
export const journalTables = (tx: Tx) => tx.withTables<JournalTables>();
