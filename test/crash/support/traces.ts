import type pg from 'pg';

/** What a deposit left in the database. */
export type Trace = {
  readonly id: string;
  readonly statut: string;
  readonly numero: string | null;
  readonly submitted: boolean;
  readonly depots: number;
  readonly entries: number;
  /** Entries of the deposit that are either in the tree or waiting for their place, never both. */
  readonly placed: number;
  /** The entry that the deposit names exists. */
  readonly linked: boolean;
  readonly lecteurs: number;
  readonly jobs: number;
};

/** One statement: what it says of several tables is true of one instant. */
export async function readTraces(owner: pg.Pool, dossierIds: readonly string[]): Promise<readonly Trace[]> {
  const { rows } = await owner.query<Trace>(
    `select d.id, d.statut, d.numero, d.submitted_at is not null as submitted,
       (select count(*)::int from depots p where p.dossier_id = d.id) as depots,
       (select count(*)::int from journal_entries e
        where e.sujet_type = 'dossier' and e.sujet_id = d.id::text and e.type = 'dossier.depose') as entries,
       (select count(*)::int from journal_entries e
        where e.sujet_type = 'dossier' and e.sujet_id = d.id::text and e.type = 'dossier.depose'
          and exists (select from journal_leaves l where l.entry_id = e.id)
            <> exists (select from journal_pending w where w.entry_id = e.id)) as placed,
       exists (select from depots p join journal_entries e on e.id = p.entree_id
         where p.dossier_id = d.id and e.sujet_id = d.id::text and e.type = 'dossier.depose') as linked,
       (select count(*)::int from journal_lecteurs r where r.sujet_id = d.id::text) as lecteurs,
       (select count(*)::int from graphile_worker._private_jobs j
        where j.payload ->> 'dossierId' = d.id::text) as jobs
     from dossiers d where d.id = any ($1)`,
    [dossierIds],
  );
  return rows;
}

/** @param mails how many were received about this dossier, counted after the trace was read */
export function stateOf(trace: Trace, mails: number): 'whole' | 'nothing' | 'half' {
  const { statut, numero, submitted, depots, entries, placed, linked, lecteurs, jobs } = trace;
  const isWhole =
    statut === 'en_construction' &&
    numero !== null &&
    submitted &&
    depots === 1 &&
    entries === 1 &&
    placed === 1 &&
    linked &&
    lecteurs === 1 &&
    jobs <= 1 &&
    jobs + mails >= 1;
  const isNothing =
    statut === 'brouillon' &&
    numero === null &&
    !submitted &&
    depots + entries + placed + lecteurs + jobs + mails === 0 &&
    !linked;
  return isWhole ? 'whole' : isNothing ? 'nothing' : 'half';
}
