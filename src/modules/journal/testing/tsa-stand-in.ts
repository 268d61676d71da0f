import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { children, contextTag, readDer, TAG, writeDer, writeInteger, writeOid } from '../domain/der.ts';

export type TsaBehaviour =
  | 'grant'
  | 'reject'
  | 'other imprint'
  | 'other nonce'
  | 'bad signature'
  | 'other content'
  | 'no certificate'
  | 'garbage'
  | 'error 503'
  | 'silence';

export type TsaStandIn = {
  readonly url: string;
  /** PEM of the certification authority that issued the certificate of the stand-in. */
  readonly authority: string;
  readonly requests: Buffer[];
  behave(behaviour: TsaBehaviour): void;
  close(): Promise<void>;
};

export type TsaOptions = {
  /** Instant of the tokens. */
  readonly genTime: string;
  /** What the certificate is for: timestamping (1.3.6.1.5.5.7.3.8) by default. */
  readonly purpose?: string;
};

const TIMESTAMPING = '1.3.6.1.5.5.7.3.8';
const ECDSA_SHA_256 = '1.2.840.10045.4.3.2';
const SHA_256 = '2.16.840.1.101.3.4.2.1';

/** For tests: a timestamping authority (RFC 3161) on a local port, with its own certificates, able to misbehave. */
export async function startTsaStandIn(options: TsaOptions): Promise<TsaStandIn> {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const root = certificate({ name: 'Autorité de test', key: authority.publicKey, issuer: authority.privateKey });
  const leaf = certificate({
    name: 'Horodatage de test',
    issuerName: 'Autorité de test',
    key: signer.publicKey,
    issuer: authority.privateKey,
    purpose: options.purpose ?? TIMESTAMPING,
  });
  const requests: Buffer[] = [];
  let behaviour: TsaBehaviour = 'grant';

  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    requests.push(body);
    if (behaviour === 'silence') return;
    if (behaviour === 'error 503') {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' });
    response.end(
      behaviour === 'garbage' ? 'bonjour' : answer(body, behaviour, { leaf, key: signer.privateKey, ...options }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    authority: `-----BEGIN CERTIFICATE-----\n${Buffer.from(root).toString('base64')}\n-----END CERTIFICATE-----\n`,
    requests,
    behave(next) {
      behaviour = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const sequence = (...values: Uint8Array[]) => writeDer(TAG.sequence, ...values);
const set = (...values: Uint8Array[]) => writeDer(TAG.set, ...values);
const octets = (bytes: Uint8Array) => writeDer(TAG.octetString, bytes);
const small = (n: number) => writeInteger(Uint8Array.of(n));
const algorithm = (oid: string) => sequence(writeOid(oid));
const attribute = (oid: string, value: Uint8Array) => sequence(writeOid(oid), set(value));
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const generalizedTime = (iso: string) =>
  writeDer(TAG.generalizedTime, Buffer.from(`${iso.slice(0, 19).replace(/[-:T]/g, '')}Z`));

type Signer = TsaOptions & { readonly leaf: Uint8Array; readonly key: KeyObject };

function answer(request: Buffer, behaviour: TsaBehaviour, signer: Signer): Uint8Array {
  if (behaviour === 'reject') return sequence(sequence(small(2)));
  const [, imprint, nonce] = children(readDer(request)).map((value) => value.raw);
  if (!imprint || !nonce) throw new Error('The request lacks its imprint or its nonce');
  const info = sequence(
    small(1),
    writeOid('1.2.3.4.1'),
    behaviour === 'other imprint' ? sequence(algorithm(SHA_256), octets(Buffer.alloc(32, 1))) : imprint,
    small(7),
    generalizedTime(signer.genTime),
    behaviour === 'other nonce' ? small(1) : nonce,
  );
  return sequence(sequence(small(0)), token(info, behaviour, signer));
}

function token(info: Uint8Array, behaviour: TsaBehaviour, { leaf, key }: Signer): Uint8Array {
  const attributes = Buffer.concat([
    attribute('1.2.840.113549.1.9.3', writeOid('1.2.840.113549.1.9.16.1.4')),
    attribute('1.2.840.113549.1.9.4', octets(digest(behaviour === 'other content' ? leaf : info))),
    attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(sequence(octets(digest(leaf)))))),
  ]);
  const signature = sign('sha256', behaviour === 'bad signature' ? leaf : set(attributes), key);
  const issuerAndSerial = sequence(name('Autorité de test'), small(2));
  const signerInfo = sequence(
    small(1),
    issuerAndSerial,
    algorithm(SHA_256),
    writeDer(contextTag(0), attributes),
    algorithm(ECDSA_SHA_256),
    octets(signature),
  );
  const signedData = sequence(
    small(3),
    set(algorithm(SHA_256)),
    sequence(writeOid('1.2.840.113549.1.9.16.1.4'), writeDer(contextTag(0), octets(info))),
    ...(behaviour === 'no certificate' ? [] : [writeDer(contextTag(0), leaf)]),
    set(signerInfo),
  );
  return sequence(writeOid('1.2.840.113549.1.7.2'), writeDer(contextTag(0), signedData));
}

type CertificateOptions = {
  readonly name: string;
  readonly issuerName?: string;
  readonly key: KeyObject;
  readonly issuer: KeyObject;
  /** Extended key usage; a certification authority when absent. */
  readonly purpose?: string;
};

/** An X.509 certificate of version 3, valid from 2020 to 2050. */
function certificate(options: CertificateOptions): Uint8Array {
  const critical = writeDer(TAG.boolean, Uint8Array.of(0xff));
  const extension = options.purpose
    ? sequence(writeOid('2.5.29.37'), critical, octets(sequence(writeOid(options.purpose))))
    : sequence(writeOid('2.5.29.19'), critical, octets(sequence(critical)));
  const toSign = sequence(
    writeDer(contextTag(0), small(2)),
    small(options.purpose ? 2 : 1),
    algorithm(ECDSA_SHA_256),
    name(options.issuerName ?? options.name),
    sequence(generalizedTime('2020-01-01T00:00:00'), generalizedTime('2050-01-01T00:00:00')),
    name(options.name),
    options.key.export({ format: 'der', type: 'spki' }),
    writeDer(contextTag(3), sequence(extension)),
  );
  const signature = sign('sha256', toSign, options.issuer);
  return sequence(toSign, algorithm(ECDSA_SHA_256), writeDer(0x03, Uint8Array.of(0), signature));
}

/** A distinguished name of one common name (UTF8String). */
function name(commonName: string): Uint8Array {
  return sequence(set(sequence(writeOid('2.5.4.3'), writeDer(0x0c, Buffer.from(commonName)))));
}
