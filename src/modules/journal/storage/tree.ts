import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import type { Hash } from '../domain/bytes.ts';
import type { NodeAt, NodeReader } from '../domain/merkle.ts';
import type { StoredNode } from '../domain/merkle-extend.ts';

/** Any number of processes may integrate: they take turns on this lock, which ends with the transaction. */
const INTEGRATION_LOCK = 7_265_751;

export async function lockIntegration(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${INTEGRATION_LOCK})`.execute(tx);
}

export type WaitingLeaf = { readonly entry_id: string; readonly leaf: Buffer };

/** Committed entries without a place, in the order in which they were written. */
export async function selectPending(tx: Tx, limit: number): Promise<WaitingLeaf[]> {
  const { rows } = await sql<WaitingLeaf>`
    select entry_id, leaf from journal_pending order by seq limit ${limit}`.execute(tx);
  return rows;
}

export async function insertLeaves(tx: Tx, from: number, leaves: readonly WaitingLeaf[]): Promise<void> {
  await sql`
    insert into journal_leaves (position, entry_id, leaf)
    select ${from}::bigint + place - 1, entry_id, leaf
    from unnest(${leaves.map((leaf) => leaf.entry_id)}::uuid[], ${leaves.map((leaf) => leaf.leaf)}::bytea[])
      with ordinality as waiting (entry_id, leaf, place)`.execute(tx);
}

export async function insertNodes(tx: Tx, nodes: readonly StoredNode[]): Promise<void> {
  if (nodes.length === 0) return;
  await sql`
    insert into journal_nodes (level, index, hash)
    select * from unnest(${nodes.map((node) => node.level)}::smallint[], ${nodes.map((node) => node.index)}::bigint[],
      ${nodes.map((node) => Buffer.from(node.hash))}::bytea[])`.execute(tx);
}

/** Reads complete subtrees in one query, whatever their number. */
export function nodeReader(tx: Tx): NodeReader {
  return async (wanted) => {
    if (wanted.length === 0) return [];
    const { rows } = await sql<{ hash: Buffer | null }>`
      select coalesce(n.hash, l.leaf) as hash
      from unnest(${wanted.map((node) => node.level)}::smallint[], ${wanted.map((node) => node.index)}::bigint[])
        with ordinality as w (level, index, place)
      left join journal_nodes n on n.level = w.level and n.index = w.index
      left join journal_leaves l on w.level = 0 and l.position = w.index
      order by w.place`.execute(tx);
    return wanted.map((node, i) => present(rows[i]?.hash, node));
  };
}

function present(hash: Buffer | null | undefined, node: NodeAt): Hash {
  if (!hash) throw new Error(`The journal lacks the node ${node.level}/${node.index}: run « parvis journal audit »`);
  return hash;
}
