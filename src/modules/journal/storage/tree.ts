import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/database.ts';
import { prepared, statement } from '../../../platform/db/prepared.ts';
import type { Hash } from '../domain/bytes.ts';
import type { NodeAt, NodeReader } from '../domain/merkle.ts';
import type { StoredNode } from '../domain/merkle-extend.ts';

/** Any number of processes may integrate: they take turns on this lock, which ends with the transaction. */
const INTEGRATION_LOCK = 7_265_751;

export async function lockIntegration(tx: Tx): Promise<void> {
  await lock(tx, INTEGRATION_LOCK);
}

const lock = prepared('verrou_integration', (_, key: number) =>
  statement(sql`select pg_advisory_xact_lock(${key}::bigint)`),
);

export type WaitingLeaf = { readonly entry_id: string; readonly leaf: Buffer };

/** Committed entries without a place, in the order in which they were written. */
export function selectPending(tx: Tx, limit: number): Promise<readonly WaitingLeaf[]> {
  return pending(tx, limit);
}

const pending = prepared('feuilles_en_attente', (_, limit: number) =>
  statement(sql<WaitingLeaf>`select entry_id, leaf from journal_pending order by seq limit ${limit}`),
);

export async function insertLeaves(tx: Tx, from: number, leaves: readonly WaitingLeaf[]): Promise<void> {
  await addLeaves(
    tx,
    from,
    leaves.map(({ entry_id }) => entry_id),
    leaves.map(({ leaf }) => leaf),
  );
}

const addLeaves = prepared('feuilles_ajout', (_, from: number, entries: readonly string[], leaves: readonly Buffer[]) =>
  statement(sql`
    insert into journal_leaves (position, entry_id, leaf)
    select ${from}::bigint + place - 1, entry_id, leaf
    from unnest(${entries}::uuid[], ${leaves}::bytea[]) with ordinality as waiting (entry_id, leaf, place)`),
);

export async function insertNodes(tx: Tx, nodes: readonly StoredNode[]): Promise<void> {
  if (nodes.length === 0) return;
  const hashes = nodes.map(({ hash }) => Buffer.from(hash));
  await addNodes(tx, ...placesOf(nodes), hashes);
}

const addNodes = prepared(
  'noeuds_ajout',
  (_, levels: readonly number[], indexes: readonly number[], hashes: readonly Buffer[]) =>
    statement(sql`
      insert into journal_nodes (level, index, hash)
      select * from unnest(${levels}::smallint[], ${indexes}::bigint[], ${hashes}::bytea[])`),
);

/** Reads complete subtrees in one query, whatever their number. */
export function nodeReader(tx: Tx): NodeReader {
  return async (wanted) => {
    if (wanted.length === 0) return [];
    const rows = await readNodes(tx, ...placesOf(wanted));
    return wanted.map((node, i) => present(rows[i]?.hash, node));
  };
}

const readNodes = prepared('noeuds', (_, levels: readonly number[], indexes: readonly number[]) =>
  statement(sql<{ hash: Buffer | null }>`
    select coalesce(n.hash, l.leaf) as hash
    from unnest(${levels}::smallint[], ${indexes}::bigint[]) with ordinality as w (level, index, place)
    left join journal_nodes n on n.level = w.level and n.index = w.index
    left join journal_leaves l on w.level = 0 and l.position = w.index
    order by w.place`),
);

function placesOf(nodes: readonly NodeAt[]): [levels: number[], indexes: number[]] {
  return [nodes.map(({ level }) => level), nodes.map(({ index }) => index)];
}

function present(hash: Buffer | null | undefined, node: NodeAt): Hash {
  if (!hash) throw new Error(`The journal lacks the node ${node.level}/${node.index}: run « parvis journal audit »`);
  return hash;
}
