import { sql } from 'kysely';
import type { Database, Tx } from '../../../platform/db/database.ts';
import type { AuditBreak, AuditReport } from '../domain/audit-report.ts';
import { toHex, utf8 } from '../domain/bytes.ts';
import { entryText, parseEntry } from '../domain/entry.ts';
import type { SignedHead } from '../domain/head.ts';
import { leafHash } from '../domain/merkle.ts';
import { type GrowingTree, growTree, type StoredNode } from '../domain/merkle-extend.ts';
import { type AuditedLeaf, selectLeavesBetween, selectNodesCompletedBy } from '../storage/audit.ts';
import { selectHeads, selectKeys, selectLatestHead } from '../storage/heads.ts';
import { selectTimestamps } from '../storage/timestamps.ts';
import { checkHead, type HeadChecks } from './audit-head.ts';
import { checkTotals, checkWaiting, type Read } from './audit-rest.ts';

export type AuditOptions = {
  /**
   * Heads kept outside: published, printed, sent to somebody. Only they can tell a journal that was wholly rewritten by
   * who holds its signing key.
   */
  readonly anchors?: readonly Pick<SignedHead, 'size' | 'root'>[];
  /** Fingerprints of the keys that may have signed; by default all those that the journal says it used. */
  readonly trustedKeys?: readonly string[];
  /** Certificates (PEM) of the timestamping authorities that are trusted. */
  readonly trustedCertificates?: readonly string[];
  readonly onProgress?: (done: number, total: number) => void;
};

const BATCH = 2000;

/**
 * Recomputes everything from the entries: each leaf, each node of the tree, each head with its signature and its
 * timestamp. Every root comes from the same leaves, so every head is consistent with those before it. Reads the journal
 * once, in batches, in constant memory; what is appended meanwhile is left for the next audit.
 */
export async function audit(db: Database, options: AuditOptions = {}): Promise<AuditReport> {
  const read: Read = (work) =>
    db.transaction({ systeme: true }, async (tx) => {
      // Counting a large journal takes longer than a page may.
      await sql`set local statement_timeout = '15min'`.execute(tx);
      return work(tx);
    });
  const { latest, keys } = await read(async (tx) => ({
    latest: await selectLatestHead(tx),
    keys: await selectKeys(tx),
  }));
  const size = latest?.size ?? 0;
  const tree = growTree(0, []);
  const checks: HeadChecks = {
    ...options,
    keys: new Map(keys.map(({ keyId, publicKey }) => [keyId, publicKey])),
    anchors: Map.groupBy(options.anchors ?? [], (anchor) => anchor.size),
  };
  const counts = { heads: 0, timestamps: 0 };

  while (tree.size < size) {
    const broken = await read((tx) => auditBatch(tx, { tree, size, checks, counts }));
    if (broken) return { ok: false, broken };
    options.onProgress?.(tree.size, size);
  }
  const lost = options.anchors?.find((anchor) => anchor.size > size);
  const rest = lost ? lostEntries(lost, size) : ((await checkTotals(read)) ?? (await checkWaiting(read)));
  if (typeof rest === 'object') return { ok: false, broken: rest };
  return { ok: true, entries: size, ...counts, waiting: rest, root: latest?.root ?? null };
}

type Walk = {
  readonly tree: GrowingTree;
  readonly size: number;
  readonly checks: HeadChecks;
  readonly counts: { heads: number; timestamps: number };
};

async function auditBatch(tx: Tx, { tree, size, checks, counts }: Walk): Promise<AuditBreak | undefined> {
  const from = tree.size;
  const to = Math.min(from + BATCH, size);
  const leaves = await selectLeavesBetween(tx, from, to);
  if (leaves.length === 0) return missingLeaf(from);
  const nodes = new Map((await selectNodesCompletedBy(tx, from, to)).map((node) => [nameOf(node), node.hash]));
  const heads = Map.groupBy(await selectHeads(tx, from, BATCH), (head) => head.size);
  const timestamps = new Map((await selectTimestamps(tx, [...heads.keys()])).map((stamp) => [stamp.size, stamp]));

  for (const row of leaves) {
    const position = tree.size;
    if (row.position !== position) return missingLeaf(position);
    const broken =
      checkEntry(row) ?? checkNodes(tree.add(row.leaf), nodes, position) ?? checkAnchors(checks, tree, position);
    if (broken) return broken;
    for (const head of heads.get(tree.size) ?? []) {
      const timestamp = timestamps.get(head.size);
      const wrong = checkHead(head, timestamp, toHex(tree.root()), checks);
      if (wrong) return wrong;
      counts.heads += 1;
      if (timestamp) counts.timestamps += 1;
    }
  }
  return undefined;
}

function checkEntry({ canonical, entry_id, leaf, position }: AuditedLeaf): AuditBreak | undefined {
  if (canonical === null) return { kind: 'entry', position, reason: `L’écriture ${entry_id} a disparu.` };
  const hash = leafHash(utf8(canonical));
  if (toHex(hash) !== toHex(leaf)) {
    const reason = `L’écriture ${entry_id} ne correspond plus à sa feuille\u00a0: l’une ou l’autre a été modifiée.`;
    return { kind: 'leaf', position, reason, expected: toHex(leaf), found: toHex(hash) };
  }
  const entry = parseEntry(parseJson(canonical));
  if (!entry.ok || entryText(entry.value) !== canonical || entry.value.id !== entry_id) {
    return { kind: 'entry', position, reason: `L’écriture ${entry_id} n’a pas la forme d’une écriture.` };
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkNodes(
  completed: readonly StoredNode[],
  stored: ReadonlyMap<string, Buffer>,
  position: number,
): AuditBreak | undefined {
  for (const node of completed) {
    const hash = stored.get(nameOf(node));
    const expected = toHex(node.hash);
    if (!hash) return { kind: 'node', position, reason: `Le nœud ${nameOf(node)} de l’arbre a disparu.`, expected };
    if (toHex(hash) !== expected) {
      const reason = `Le nœud ${nameOf(node)} de l’arbre n’est pas le haché de ses enfants.`;
      return { kind: 'node', position, reason, expected, found: toHex(hash) };
    }
  }
  return undefined;
}

function checkAnchors({ anchors }: HeadChecks, tree: GrowingTree, position: number): AuditBreak | undefined {
  const found = anchors.has(tree.size) ? toHex(tree.root()) : undefined;
  const other = anchors.get(tree.size)?.find((anchor) => anchor.root !== found);
  if (!other || !found) return undefined;
  const reason = `La tête publiée à ${tree.size} écritures n’est pas celle de ce journal\u00a0: l’histoire a été réécrite.`;
  return { kind: 'anchor', position, reason, expected: other.root, found };
}

function lostEntries(anchor: Pick<SignedHead, 'size' | 'root'>, size: number): AuditBreak {
  const reason = `Une tête publiée compte ${anchor.size} écritures, ce journal ${size}\u00a0: il en a perdu.`;
  return { kind: 'anchor', position: size, reason };
}

function missingLeaf(position: number): AuditBreak {
  return { kind: 'leaf', position, reason: `La feuille de la position ${position} a disparu.` };
}

function nameOf({ level, index }: { readonly level: number; readonly index: number }): string {
  return `${level}/${index}`;
}
