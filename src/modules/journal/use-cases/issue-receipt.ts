import type { Tx } from '../../../platform/db/database.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import { toHex } from '../domain/bytes.ts';
import { entryLeaf } from '../domain/entry.ts';
import { inclusionProof } from '../domain/merkle.ts';
import { type Disclosure, RECEIPT_FORMAT, type Receipt, receiptFile } from '../domain/receipt.ts';
import { verifyReceipt } from '../domain/receipt-verify.ts';
import { findEntry } from '../storage/entries.ts';
import { selectKeys, selectLatestHead } from '../storage/heads.ts';
import { nodeReader } from '../storage/tree.ts';

/**
 * The receipt of an entry that this transaction may see, in the latest signed head. It is verified before
 * it is given: a receipt that would not stand never leaves.
 *
 * @throws NotFound when there is no such entry, Conflict when it has no place in the tree yet (see `settle`)
 */
export async function issueReceipt(tx: Tx, entryId: string, disclosures: readonly Disclosure[]): Promise<Receipt> {
  // In this order: the head is not older than the place of the entry.
  const [found, head, keys] = await Promise.all([findEntry(tx, entryId), selectLatestHead(tx), selectKeys(tx)]);
  if (!found) throw new NotFound('Cette écriture n’existe pas dans le journal.');
  const { entry, position } = found;
  if (position === null || !head) throw new Conflict('Cet accusé sera prêt dans un instant.');
  const key = keys.find((known) => known.keyId === head.keyId);
  if (!key) throw new Error(`The key ${head.keyId} of the latest head is unknown`);
  const { origin, size, root, at, signature } = head;
  const receipt: Receipt = {
    format: RECEIPT_FORMAT,
    entry,
    position,
    leaf: toHex(entryLeaf(entry)),
    proof: (await inclusionProof(position, size, nodeReader(tx))).map(toHex),
    head: { origin, size, root, at },
    signature,
    publicKey: key.publicKey,
    disclosures,
  };
  const verdict = verifyReceipt(receiptFile(receipt), { trustedKeys: [head.keyId] });
  if (!verdict.ok) throw new Error(`The receipt of entry ${entryId} does not verify (${verdict.broken})`);
  return receipt;
}
