import { constants, createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { sameBytes } from './bytes.ts';
import { children, contentOf, contextTag, type DerValue, readDer, readOid, TAG, writeDer } from './der.ts';

/** What of a CMS SignedData (RFC 5652 § 5) a timestamp token uses. */
export type SignedData = {
  /** The signed content, here the DER of a TSTInfo. */
  readonly content: Uint8Array;
  readonly certificates: readonly X509Certificate[];
  readonly signerInfos: readonly DerValue[];
};

export type SignerInfo = {
  readonly certificate: X509Certificate;
  /** Name of the hash for node:crypto. */
  readonly hash: string;
  /** The signed attributes, by identifier. */
  readonly attributes: ReadonlyMap<string, DerValue>;
  /** The bytes that are signed. */
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
};

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

const RSA_PSS = '1.2.840.113549.1.1.10';

/** SHA-1 is absent: a signature on it proves nothing any more. */
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** @throws Error when the bytes are not a SignedData that holds a TSTInfo */
export function readSignedData(token: Uint8Array): SignedData {
  const [contentType, wrapped] = children(readDer(token));
  if (readOid(contentType) !== OID.signedData) throw new RangeError('Not a CMS SignedData');
  const [, , encapsulated, ...rest] = children(children(wrapped)[0]);
  const [eContentType, eContent] = children(encapsulated);
  if (readOid(eContentType) !== OID.tstInfo) throw new RangeError('The content is not a TSTInfo');
  const certificates = rest.find((field) => field.tag === contextTag(0));
  return {
    content: contentOf(children(eContent)[0], TAG.octetString),
    certificates: certificates ? children(certificates).map(({ raw }) => new X509Certificate(raw)) : [],
    signerInfos: children(rest.find((field) => field.tag === TAG.set)),
  };
}

/** The one signer, with the certificate that its own signed attributes name (ESSCertID, RFC 5035). */
export function findSignerInfo({ certificates, signerInfos }: SignedData): SignerInfo | undefined {
  const [info, ...others] = signerInfos;
  if (!info || others.length > 0) return undefined;
  const [, , digestAlgorithm, signedAttributes, signatureAlgorithm, signature] = children(info);
  const hash = HASHES[algorithmOf(digestAlgorithm)];
  if (!signedAttributes || signedAttributes.tag !== contextTag(0) || !hash) return undefined;
  const attributes = new Map(
    children(signedAttributes).map((attribute) => {
      const [type, values] = children(attribute);
      const [value] = children(values);
      if (!value) throw new RangeError('An attribute has no value');
      return [readOid(type), value] as const;
    }),
  );
  const certificate = certificates.find((candidate) => isNamed(candidate, attributes));
  if (!certificate) return undefined;
  return {
    certificate,
    hash,
    attributes,
    // Signed as the SET that it is, not under the tag that it travels with (RFC 5652 § 5.4).
    signed: writeDer(TAG.set, signedAttributes.content),
    signatureAlgorithm: algorithmOf(signatureAlgorithm),
    signature: contentOf(signature, TAG.octetString),
  };
}

/** True when the attributes are about this content, and the certificate's key signed them. */
export function isSignedBy(content: Uint8Array, signer: SignerInfo): boolean {
  const { attributes, certificate, hash, signature, signatureAlgorithm, signed } = signer;
  const digest = createHash(hash).update(content).digest();
  if (readOid(attributes.get(OID.contentType)) !== OID.tstInfo) return false;
  if (!sameBytes(contentOf(attributes.get(OID.messageDigest), TAG.octetString), digest)) return false;
  return verifyWith(certificate.publicKey, signatureAlgorithm, { hash, signed, signature });
}

type Signature = { readonly hash: string; readonly signed: Uint8Array; readonly signature: Uint8Array };

function verifyWith(key: KeyObject, algorithm: string, { hash, signed, signature }: Signature): boolean {
  const kind = key.asymmetricKeyType;
  if (kind === 'ed25519' || kind === 'ed448') return verify(null, signed, key, signature);
  if (algorithm === RSA_PSS) {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return verify(hash, signed, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_AUTO }, signature);
  }
  return verify(hash, signed, key, signature);
}

/** SigningCertificate(V2): the first ESSCertID is the signer's; its hash is SHA-1 in the first version. */
function isNamed(certificate: X509Certificate, attributes: ReadonlyMap<string, DerValue>): boolean {
  const v2 = attributes.get(OID.signingCertificateV2);
  const attribute = v2 ?? attributes.get(OID.signingCertificate);
  const [first] = children(children(attribute)[0]);
  const fields = children(first);
  const algorithm = fields[0]?.tag === TAG.sequence ? HASHES[algorithmOf(fields[0])] : v2 ? 'sha256' : 'sha1';
  const certHash = fields.find((field) => field.tag === TAG.octetString);
  return (
    algorithm !== undefined &&
    certHash !== undefined &&
    sameBytes(certHash.content, createHash(algorithm).update(certificate.raw).digest())
  );
}

function algorithmOf(identifier: DerValue | undefined): string {
  return readOid(children(identifier)[0]);
}
