import { utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import type { SaltedValue } from './digest.ts';
import type { Entry } from './entry.ts';
import type { TreeHead } from './head.ts';

export const RECEIPT_FORMAT = 'parvis-accuse/1';

/**
 * A personal value whose digest is in the entry: it shows that what was deposited is what was journalled. Whoever
 * holds a receipt may remove some before handing it on; the rest still verifies.
 */
export type Disclosure = SaltedValue & {
  /** Where its digest is in the entry's `contenu`: a JSON Pointer (RFC 6901), e.g. `/empreintes/0`. */
  readonly path: string;
};

/** The accusé: all it takes to verify, offline and without us, that an entry is in the journal. Hashes in hexadecimal. */
export type Receipt = {
  readonly format: typeof RECEIPT_FORMAT;
  readonly entry: Entry;
  /** The entry's place in the journal, from 0. */
  readonly position: number;
  readonly leaf: string;
  /** Inclusion proof, from the leaf to the root of `head`. */
  readonly proof: readonly string[];
  readonly head: TreeHead;
  /** Of `head`, by the key below. */
  readonly signature: string;
  /** DER of the Ed25519 public key. */
  readonly publicKey: string;
  /** In ascending order of path, each once. */
  readonly disclosures: readonly Disclosure[];
};

/** The one file that a receipt has: canonical JSON and a final newline. Any byte that changes is seen. */
export function receiptFile(receipt: Receipt): Uint8Array {
  const disclosures = [...receipt.disclosures].sort((a, b) => (a.path < b.path ? -1 : 1));
  return utf8(`${canonicalJson({ ...receipt, disclosures })}\n`);
}
