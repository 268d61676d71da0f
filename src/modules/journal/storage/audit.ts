import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';

/** What the audit reads. Every function is one statement: what it says of several tables is true of one instant. */

export type AuditedLeaf = {
  readonly position: number;
  readonly entry_id: string;
  readonly leaf: Buffer;
  /** Null when the entry is gone. */
  readonly canonical: string | null;
};

/** Leaves from position `from` up to, not including, `to`. Bounded on both sides: a limit alone may sort the table. */
export async function selectLeavesBetween(tx: Tx, from: number, to: number): Promise<AuditedLeaf[]> {
  const { rows } = await sql<AuditedLeaf>`
    select l.position, l.entry_id, l.leaf, e.canonical
    from journal_leaves l left join journal_entries e on e.id = l.entry_id
    where l.position >= ${from} and l.position < ${to} order by l.position`.execute(tx);
  return rows;
}

export type AuditedNode = { readonly level: number; readonly index: number; readonly hash: Buffer };

/**
 * The subtrees completed by the leaves from position `from` up to, not including, `to`. `offset 0` keeps one search of
 * the index a level, whatever the statistics say.
 */
export async function selectNodesCompletedBy(tx: Tx, from: number, to: number): Promise<AuditedNode[]> {
  const { rows } = await sql<AuditedNode>`
    select n.level, n.index, n.hash
    from generate_series(1, 52) as levels (level)
    cross join lateral (
      select * from journal_nodes
      where level = levels.level
        and index >= ${from}::bigint / (1::bigint << levels.level)
        and index < ${to}::bigint / (1::bigint << levels.level)
      offset 0
    ) as n`.execute(tx);
  return rows;
}

/** `headSize` is how many entries the last head signs. */
export type Totals = { readonly leaves: number; readonly nodes: number; readonly headSize: number };

export async function countAll(tx: Tx): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select (select count(*) from journal_leaves) as leaves, (select count(*) from journal_nodes) as nodes,
      (select coalesce(max(size), 0) from journal_heads) as "headSize"`.execute(tx);
  const [totals] = rows;
  if (!totals) throw new Error('PostgreSQL counted nothing');
  return totals;
}

export type StrayEntry = { readonly id: string; readonly seq: number };

/** The first entry, of those written after `seq`, that is neither in the tree nor waiting for its place. */
export async function findStrayEntry(tx: Tx, seq: number, span: number): Promise<StrayEntry | undefined> {
  const { rows } = await sql<StrayEntry>`
    select e.id, e.seq from journal_entries e
    where e.seq > ${seq} and e.seq <= ${seq + span}
      and not exists (select from journal_leaves l where l.entry_id = e.id)
      and not exists (select from journal_pending p where p.entry_id = e.id)
    order by e.seq limit 1`.execute(tx);
  return rows[0];
}

export async function selectLastSeq(tx: Tx): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(seq), 0) as last from journal_entries`.execute(tx);
  return rows[0]?.last ?? 0;
}

export type WaitingEntry = {
  readonly entry_id: string;
  readonly seq: number;
  readonly leaf: Buffer;
  readonly canonical: string | null;
};

export async function selectWaiting(tx: Tx, afterSeq: number, limit: number): Promise<WaitingEntry[]> {
  const { rows } = await sql<WaitingEntry>`
    select p.entry_id, p.seq, p.leaf, e.canonical
    from journal_pending p left join journal_entries e on e.id = p.entry_id
    where p.seq > ${afterSeq} order by p.seq limit ${limit}`.execute(tx);
  return rows;
}
