import type { Tx } from '../../../platform/db/database.ts';
import type { AuditBreak } from '../domain/audit-report.ts';
import { toHex, utf8 } from '../domain/bytes.ts';
import { leafHash } from '../domain/merkle.ts';
import { countAll, findStrayEntry, selectLastSeq, selectWaiting } from '../storage/audit.ts';

/** Runs one reading in a transaction of its own. */
export type Read = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What a walk along the leaves does not meet: something too many, or beyond the last head. */
export async function checkTotals(read: Read): Promise<AuditBreak | undefined> {
  const { headSize, leaves, nodes } = await read(countAll);
  const position = headSize;
  if (leaves !== headSize) {
    const reason = `Le journal a ${leaves} feuilles, sa dernière tête en signe ${headSize}.`;
    return { kind: 'head', position, reason };
  }
  const expected = completeNodes(leaves);
  if (nodes !== expected) {
    const reason = `L’arbre a ${nodes} nœuds pour ${leaves} écritures, au lieu de ${expected}.`;
    return { kind: 'node', position, reason };
  }
  return undefined;
}

const SPAN = 20_000;

/**
 * Entries that are not in the tree must be waiting for it, unchanged.
 *
 * @returns how many wait
 */
export async function checkWaiting(read: Read): Promise<AuditBreak | number> {
  const last = await read(selectLastSeq);
  for (let seq = 0; seq < last; seq += SPAN) {
    const stray = await read((tx) => findStrayEntry(tx, seq, SPAN));
    if (stray) return broken(`L’écriture ${stray.id} n’est ni dans l’arbre, ni en attente d’y entrer.`);
  }
  let [count, seq] = [0, 0];
  for (;;) {
    const waiting = await read((tx) => selectWaiting(tx, seq, SPAN));
    for (const { canonical, entry_id, leaf } of waiting) {
      if (canonical === null || toHex(leafHash(utf8(canonical))) !== toHex(leaf)) {
        return broken(`L’écriture ${entry_id}, en attente d’entrer dans l’arbre, a été modifiée.`);
      }
    }
    count += waiting.length;
    seq = waiting.at(-1)?.seq ?? seq;
    if (waiting.length < SPAN) return count;
  }

  function broken(reason: string): AuditBreak {
    return { kind: 'waiting', position: -1, reason };
  }
}

/** How many complete subtrees of two leaves and more a tree has: ⌊n/2⌋ + ⌊n/4⌋ + … */
function completeNodes(leaves: number): number {
  let count = 0;
  for (let rest = Math.floor(leaves / 2); rest > 0; rest = Math.floor(rest / 2)) count += rest;
  return count;
}
