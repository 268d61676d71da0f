import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/db/database.ts';
import { toHex } from '../domain/bytes.ts';
import { type SignedHead, signHead } from '../domain/head.ts';
import { completeSubtrees } from '../domain/merkle.ts';
import { growTree, type StoredNode } from '../domain/merkle-extend.ts';
import { insertHead, selectLatestHead } from '../storage/heads.ts';
import { insertLeaves, insertNodes, lockIntegration, nodeReader, selectPending } from '../storage/tree.ts';

export type Integrator = {
  readonly db: Database;
  readonly clock: Clock;
  readonly origin: string;
  readonly privateKey: KeyObject;
};

/** Entries a transaction takes. */
const BATCH = 5000;

/**
 * Gives every entry committed before the call its place in the tree. What is taken together gets one head: the more
 * arrive, the less each costs.
 */
export async function integrate(integrator: Integrator): Promise<void> {
  let taken: number;
  do {
    taken = await integrator.db.transaction({ systeme: true }, (tx) => integrateBatch(tx, integrator));
  } while (taken === BATCH);
}

/** Leaves, nodes and head in one transaction: killed anywhere, all of it or nothing is there. */
async function integrateBatch(tx: Tx, { clock, origin, privateKey }: Integrator): Promise<number> {
  // Sent together, run one after the other: those that follow see all that was committed while we waited for the lock.
  const [, waiting, latest] = await Promise.all([lockIntegration(tx), selectPending(tx, BATCH), selectLatestHead(tx)]);
  if (waiting.length === 0) return 0;
  const size = latest?.size ?? 0;
  const tree = growTree(size, await nodeReader(tx)(completeSubtrees(0, size)));
  if (latest && toHex(tree.root()) !== latest.root) {
    // Signing on top of it would cover up whatever happened.
    throw new Error(`The tree of the journal is not the one signed at ${size} entries: run « parvis journal audit »`);
  }
  const nodes: StoredNode[] = waiting.flatMap(({ leaf }) => tree.add(leaf));
  const head = { origin, size: tree.size, root: toHex(tree.root()), at: headInstant(clock, latest) };
  await Promise.all([
    insertLeaves(tx, size, waiting),
    insertNodes(tx, nodes),
    insertHead(tx, signHead(head, privateKey)),
  ]);
  return waiting.length;
}

/** Heads never go back in time, even when the clock does. */
function headInstant(clock: Clock, latest: SignedHead | undefined): string {
  const now = clock.now().toString({ fractionalSecondDigits: 3 });
  return latest && latest.at > now ? latest.at : now;
}
