import { quote } from '../../../values/french.ts';
import { fromHex, toHex } from './bytes.ts';
import { saltedDigest } from './digest.ts';
import { entryLeaf } from './entry.ts';
import { keyIdOf, parsePublicKey, verifyHead } from './head.ts';
import { verifyInclusion } from './merkle-verify.ts';
import type { Disclosure, Receipt } from './receipt.ts';
import { parseReceipt } from './receipt-parse.ts';

/** Which link of the chain does not hold. */
export type BrokenLink = 'format' | 'canonical' | 'signature' | 'key' | 'leaf' | 'inclusion' | 'digest';

export type Verdict =
  | {
      readonly ok: true;
      readonly receipt: Receipt;
      /** Fingerprint of the key that signed. */
      readonly keyId: string;
      /** False when no trusted key was given: the receipt is whole, but anybody could have made it. */
      readonly keyTrusted: boolean;
    }
  | {
      readonly ok: false;
      readonly broken: BrokenLink;
      /** Complete French sentence. */
      readonly reason: string;
    };

/**
 * Verifies the file of a receipt with nothing but itself, and the fingerprints of the keys that the caller trusts.
 * The links are checked from the signature down to the values: signature of the head, entry to leaf, leaf to root,
 * values to digests.
 */
export function verifyReceipt(bytes: Uint8Array, { trustedKeys }: { trustedKeys?: readonly string[] } = {}): Verdict {
  const parsed = parseReceipt(bytes);
  if (!parsed.ok) return { ok: false, ...parsed.error };
  const receipt = parsed.value;
  const keyId = keyIdOf(receipt.publicKey);
  const publicKey = parsePublicKey(receipt.publicKey);

  if (!publicKey.ok || !verifyHead(receipt.head, receipt.signature, publicKey.value)) {
    return broken(
      'signature',
      'La signature du journal n’est pas valable\u00a0: la tête signée, la signature ou la clé a été modifiée.',
    );
  }
  if (trustedKeys && !trustedKeys.includes(keyId)) {
    return broken('key', `L’accusé est signé par une autre clé (${keyId}) que celle à laquelle vous faites confiance.`);
  }
  const leaf = entryLeaf(receipt.entry);
  if (toHex(leaf) !== receipt.leaf) {
    return broken('leaf', 'L’écriture a été modifiée\u00a0: elle ne correspond plus à son empreinte.');
  }
  if (!isIncluded(receipt)) {
    return broken(
      'inclusion',
      'Cette écriture n’est pas dans le journal signé\u00a0: la preuve ne mène pas à sa racine.',
    );
  }
  const changed = receipt.disclosures.find((disclosure) => !matches(receipt, disclosure));
  if (changed) {
    return broken(
      'digest',
      `La valeur ${quote(changed.nom)} n’est pas celle qui a été déposée\u00a0: elle ne correspond pas à son empreinte.`,
    );
  }
  return { ok: true, receipt, keyId, keyTrusted: trustedKeys !== undefined };
}

function broken(link: BrokenLink, reason: string): Verdict {
  return { ok: false, broken: link, reason };
}

function isIncluded({ leaf, position, proof, head }: Receipt): boolean {
  return verifyInclusion({
    leaf: fromHex(leaf),
    position,
    size: head.size,
    proof: proof.map(fromHex),
    root: fromHex(head.root),
  });
}

function matches(receipt: Receipt, disclosure: Disclosure): boolean {
  return valueAt(receipt.entry.contenu, disclosure.path) === saltedDigest(disclosure);
}

/** What a JSON Pointer designates, undefined when it is nothing. */
function valueAt(document: unknown, pointer: string): unknown {
  const [start, ...tokens] = pointer.split('/');
  if (start !== '' || tokens.length === 0) return undefined;
  return tokens.reduce<unknown>((value, token) => {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : undefined;
  }, document);
}
