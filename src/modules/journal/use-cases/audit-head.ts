import { quote } from '../../../values/french.ts';
import type { AuditBreak } from '../domain/audit-report.ts';
import { keyIdOf, parsePublicKey, type SignedHead, verifyHead } from '../domain/head.ts';
import { isInstant } from '../domain/shape.ts';
import { headImprint } from '../domain/timestamp-request.ts';
import { verifyTimestamp } from '../domain/timestamp-token.ts';
import type { StoredTimestamp } from '../storage/timestamps.ts';

export type HeadChecks = {
  /** Public keys that the journal says it used, by fingerprint. */
  readonly keys: ReadonlyMap<string, string>;
  /** Heads kept outside, by size. */
  readonly anchors: ReadonlyMap<number, readonly Pick<SignedHead, 'size' | 'root'>[]>;
  readonly trustedKeys?: readonly string[];
  readonly trustedCertificates?: readonly string[];
};

/** @param root what the entries give at this size, hexadecimal */
export function checkHead(
  head: SignedHead,
  timestamp: StoredTimestamp | undefined,
  root: string,
  checks: HeadChecks,
): AuditBreak | undefined {
  const place = { position: head.size - 1 } as const;
  const name = `La tête à ${head.size} écritures`;
  if (head.root !== root) {
    const reason = `${name} n’a pas la racine que donnent les écritures\u00a0: il y en a une de modifiée, d’ôtée ou d’ajoutée.`;
    return { kind: 'head', ...place, reason, expected: head.root, found: root };
  }
  const publicKey = checks.keys.get(head.keyId);
  const key = publicKey === undefined ? undefined : parsePublicKey(publicKey);
  if (publicKey === undefined || !key?.ok || keyIdOf(publicKey) !== head.keyId) {
    return { kind: 'key', ...place, reason: `${name} est signée par une clé qui n’est pas connue (${head.keyId}).` };
  }
  if (checks.trustedKeys && !checks.trustedKeys.includes(head.keyId)) {
    const reason = `${name} est signée par une clé à laquelle vous ne faites pas confiance (${head.keyId}).`;
    return { kind: 'key', ...place, reason };
  }
  if (!isInstant(head.at) || !verifyHead(head, head.signature, key.value)) {
    return { kind: 'signature', ...place, reason: `${name} n’a pas une signature valable.` };
  }
  return timestamp && checkTimestamp(head, timestamp, checks);
}

function checkTimestamp(head: SignedHead, stamp: StoredTimestamp, checks: HeadChecks): AuditBreak | undefined {
  const { trustedCertificates } = checks;
  const imprint = headImprint(head);
  const verified = verifyTimestamp(stamp.token, { imprint, ...(trustedCertificates && { trustedCertificates }) });
  if (verified.ok && verified.value.genTime.equals(stamp.genTime)) return undefined;
  const detail = verified.ok ? 'the recorded time is not its own' : verified.error;
  const reason = `L’horodatage de la tête à ${head.size} écritures n’est pas valable\u00a0: ${quote(detail)}.`;
  return { kind: 'timestamp', position: head.size - 1, reason };
}
