import { X509Certificate } from 'node:crypto';
import { ok, type Result, refuse } from '../../../values/result.ts';
import { sameBytes } from './bytes.ts';
import { children, contentOf, readDer, TAG, writeInteger } from './der.ts';
import { findSignerInfo, isSignedBy, readSignedData } from './signed-data.ts';
import { messageImprint } from './timestamp-request.ts';

export type TimestampChecks = {
  /** SHA-256 that the token must be about. */
  readonly imprint: Uint8Array;
  /** Given when the token answers a request just made. */
  readonly nonce?: Uint8Array;
  /** Certificates (PEM) of the authorities that are trusted. Without any, who signed stays unproved. */
  readonly trustedCertificates?: readonly string[];
};

export type Timestamp = {
  readonly genTime: Temporal.Instant;
  /** Subject of the certificate that signed. */
  readonly authority: string;
  /** False when no trusted certificate was given: the token is whole, but anybody could have made it. */
  readonly isTrusted: boolean;
};

const TIMESTAMPING = '1.3.6.1.5.5.7.3.8';

/**
 * Checks a timestamp token (RFC 3161, a CMS SignedData): that it is about this imprint and answers this nonce, that its
 * content and attributes are signed by the certificate that it names, that this certificate was valid then and is for
 * timestamping only and, when trusted certificates are given, that a chain leads to one of them.
 *
 * Not checked: revocation of the certificates, the authority's policy and its accuracy.
 */
export function verifyTimestamp(token: Uint8Array, checks: TimestampChecks): Result<Timestamp> {
  try {
    return check(token, checks);
  } catch (error) {
    // What is not DER, a certificate or a signature: all of it means that this is no token.
    return refuse(`Not a timestamp token: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

function check(token: Uint8Array, { imprint, nonce, trustedCertificates }: TimestampChecks): Result<Timestamp> {
  const signedData = readSignedData(token);
  const info = readTstInfo(signedData.content);
  if (!sameBytes(info.messageImprint, messageImprint(imprint))) return refuse('The token is about something else');
  if (nonce && !(info.nonce && sameBytes(info.nonce, writeInteger(nonce)))) {
    return refuse('The token answers another request');
  }
  const signer = findSignerInfo(signedData);
  if (!signer || !isSignedBy(signedData.content, signer)) return refuse('The signature of the token is not valid');
  const { certificate } = signer;
  const purposes = certificate.keyUsage ?? [];
  if (purposes.length !== 1 || purposes[0] !== TIMESTAMPING) return refuse('The certificate is not for timestamping');
  if (!isValidAt(certificate, info.genTime)) return refuse('The certificate was not valid at that time');
  const trusted = trustedCertificates?.map((pem) => new X509Certificate(pem));
  if (trusted && !leadsTo(trusted, certificate, signedData.certificates, info.genTime)) {
    return refuse('No chain of certificates leads to a trusted one');
  }
  return ok({
    genTime: info.genTime,
    authority: certificate.subject.replaceAll('\n', ', '),
    isTrusted: trusted !== undefined,
  });
}

type TstInfo = {
  readonly messageImprint: Uint8Array;
  readonly genTime: Temporal.Instant;
  readonly nonce: Uint8Array | undefined;
};

/** TSTInfo: version, policy, imprint, serial number, time, then optional fields of different tags. */
function readTstInfo(content: Uint8Array): TstInfo {
  const [version, , imprint, , genTime, ...optional] = children(readDer(content));
  if (!sameBytes(contentOf(version, TAG.integer), Uint8Array.of(1))) throw new RangeError('TSTInfo is not version 1');
  if (!imprint) throw new RangeError('TSTInfo has no imprint');
  const nonce = optional.find((field) => field.tag === TAG.integer);
  return {
    messageImprint: imprint.raw,
    genTime: readGeneralizedTime(contentOf(genTime, TAG.generalizedTime)),
    nonce: nonce?.raw,
  };
}

function readGeneralizedTime(content: Uint8Array): Temporal.Instant {
  const text = Buffer.from(content).toString('latin1');
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:\.\d{1,9})?)Z$/.exec(text);
  if (!parts) throw new RangeError('Not a GeneralizedTime in UTC');
  const [, year, month, day, hour, minute, second] = parts;
  return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function isValidAt(certificate: X509Certificate, instant: Temporal.Instant): boolean {
  const time = instant.epochMilliseconds;
  return certificate.validFromDate.getTime() <= time && time <= certificate.validToDate.getTime();
}

const LONGEST_CHAIN = 8;

/** Climbs from a certificate, through those that the token carries, to one that is trusted. */
function leadsTo(
  trusted: readonly X509Certificate[],
  start: X509Certificate,
  carried: readonly X509Certificate[],
  instant: Temporal.Instant,
): boolean {
  let current = start;
  for (let height = 0; height < LONGEST_CHAIN; height++) {
    if (trusted.some((anchor) => sameBytes(anchor.raw, current.raw))) return true;
    const issuer = [...trusted, ...carried].find(
      (other) => other.ca && isValidAt(other, instant) && current.checkIssued(other) && current.verify(other.publicKey),
    );
    if (!issuer || sameBytes(issuer.raw, current.raw)) return false;
    current = issuer;
  }
  return false;
}
